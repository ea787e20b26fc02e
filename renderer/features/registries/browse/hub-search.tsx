import { useQuery } from '@tanstack/react-query'
import { BadgeCheck, Search, Star } from 'lucide-react'
import { useState } from 'react'
import { Badge } from '../../../components/badge.tsx'
import { Button } from '../../../components/button.tsx'
import { CommandLine } from '../../../components/command-line.tsx'
import { EmptyState } from '../../../components/empty-state.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { Scroller } from '../../../components/scroller.tsx'
import { SkeletonLines } from '../../../components/skeleton.tsx'
import { Switch } from '../../../components/switch.tsx'
import { client } from '../../../lib/connection.ts'
import { useDebounced } from '../../../lib/debounced.ts'
import { asProblem } from '../../../lib/problem.ts'
import { useSettings } from '../../../lib/settings.ts'
import { useStore } from '../../../lib/store.ts'
import { pullImage } from '../asked.ts'
import { hubQuery } from '../hub-query.ts'
import { SearchLine } from './search-line.tsx'

/** After this long without a key, in milliseconds, it is looked for. */
const STILL = 350

/** Docker Hub is searched by the engine; it lists nothing by itself. */
export function HubSearch({ engine, onOpen }: { engine: string; onOpen: (repository: string) => void }) {
  const query = useStore(hubQuery)
  const [official, setOfficial] = useState(query.official ?? false)
  const { showCommands } = useSettings()
  const term = useDebounced(query.term.trim(), STILL)
  const asked = {
    engine,
    term,
    limit: query.limit ?? 50,
    ...(official && { official: true }),
    ...(query.stars !== undefined && { stars: query.stars }),
  }
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['registries', 'search', asked],
    queryFn: ({ signal }) => client.registries.search(asked, { signal }),
    enabled: term !== '',
    staleTime: 300_000,
  })
  return (
    <Scroller label="Docker Hub">
      <div className="mx-auto flex max-w-3xl flex-col gap-3 p-4">
        <SearchLine
          label="Search Docker Hub"
          placeholder="Search Docker Hub, or write a name such as ann/app"
          value={query.term}
          onChange={(next) => hubQuery.set({ ...query, term: next })}
          onEnter={() => {
            if (/^[a-z0-9][\w./-]*$/.test(query.term.trim())) onOpen(inLibrary(query.term.trim()))
          }}
          enter="Tags"
        />
        <Switch checked={official} onChange={setOfficial}>
          Only official images
        </Switch>
        {showCommands && data && term !== '' ? <CommandLine command={data.command} /> : null}
        {error ? (
          <ProblemView problem={asProblem(error, 'Docker Hub could not be searched.')} onRetry={() => void refetch()} />
        ) : null}
        {isFetching && !data ? <SkeletonLines label="Searching Docker Hub" /> : null}
        {data?.found.length === 0 ? (
          <EmptyState icon={Search} title="Nothing fits">
            Docker Hub knows no public image of this name.
          </EmptyState>
        ) : null}
        {term === '' ? (
          <EmptyState icon={Search} title="Look for an image">
            Docker Hub holds millions of images; what they are named for is found. Official ones are looked after by
            Docker.
          </EmptyState>
        ) : null}
        <ul aria-label="Found images" className="flex flex-col divide-y divide-line/60">
          {(term === '' ? [] : (data?.found ?? [])).map((image) => (
            <li key={image.name} className="flex items-center gap-3 py-2">
              <div className="min-w-0 flex-1">
                <p className="flex items-center gap-2">
                  <span className="truncate font-medium">{image.name}</span>
                  {image.official ? (
                    <Badge tone="accent">
                      <BadgeCheck className="size-3" aria-hidden />
                      Official
                    </Badge>
                  ) : null}
                  <span className="tnum inline-flex items-center gap-1 text-ink-3 text-sm">
                    <Star className="size-3" aria-hidden />
                    {image.stars.toLocaleString()}
                    <span className="sr-only">stars</span>
                  </span>
                </p>
                <p className="line-clamp-2 break-words text-ink-2 text-sm">{image.description}</p>
              </div>
              <Button size="small" aria-label={`Tags of ${image.name}`} onClick={() => onOpen(inLibrary(image.name))}>
                Tags
              </Button>
              <Button
                size="small"
                aria-label={`Pull ${image.name}`}
                onClick={() => pullImage(engine, { reference: image.name })}
              >
                Pull…
              </Button>
            </li>
          ))}
        </ul>
      </div>
    </Scroller>
  )
}

/** Docker Hub keeps its official images under `library/`. */
const inLibrary = (name: string): string => (name.includes('/') ? name : `library/${name}`)
