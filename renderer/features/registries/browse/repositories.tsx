import { useInfiniteQuery } from '@tanstack/react-query'
import { ChevronRight, Library } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../../components/button.tsx'
import { EmptyState } from '../../../components/empty-state.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { Scroller } from '../../../components/scroller.tsx'
import { SkeletonLines } from '../../../components/skeleton.tsx'
import { client } from '../../../lib/connection.ts'
import { count } from '../../../lib/format.ts'
import { asProblem } from '../../../lib/problem.ts'
import { signInTo } from '../asked.ts'
import { hostName } from '../names.ts'
import { SearchLine } from './search-line.tsx'

type RepositoriesProps = { engine: string; host: string; onOpen: (repository: string) => void }

/** The repositories of a registry, where it lists them; any of them by its name where it does not. */
export function Repositories({ engine, host, onOpen }: RepositoriesProps) {
  const [text, setText] = useState('')
  const { data, error, isFetching, hasNextPage, fetchNextPage, refetch } = useInfiniteQuery({
    queryKey: ['registries', 'repositories', engine, host],
    queryFn: ({ pageParam, signal }) =>
      client.registries.repositories(
        { engine, host, ...(pageParam !== undefined && { after: pageParam }) },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  })
  const names = data?.pages.flatMap((page) => page.names) ?? []
  const wanted = text.trim().toLowerCase()
  const shown = names.filter((name) => name.includes(wanted))
  return (
    <Scroller label={hostName(host)}>
      <div className="mx-auto flex max-w-3xl flex-col gap-3 p-4">
        <SearchLine
          label="Search repositories"
          placeholder="Search, or write a repository’s whole name"
          value={text}
          onChange={setText}
          onEnter={() => onOpen(text.trim())}
          enter="Tags"
        />
        {error ? (
          <ProblemView
            problem={asProblem(error, 'The repositories could not be read.')}
            onRetry={() => void refetch()}
            actions={<Button onClick={() => signInTo(engine, host)}>Sign in…</Button>}
          />
        ) : null}
        {isFetching && !data ? <SkeletonLines label="Loading the repositories" /> : null}
        {data && shown.length === 0 ? (
          <EmptyState icon={Library} title={names.length === 0 ? 'There is nothing in it yet' : 'Nothing fits'}>
            {names.length === 0
              ? 'Tag an image with this registry’s name in front, and push it.'
              : 'Press Enter to look up this very name.'}
          </EmptyState>
        ) : null}
        {shown.length > 0 ? (
          <>
            <p className="text-ink-3 text-sm">
              {count(shown.length, 'repository', 'repositories')}
              {hasNextPage ? ' so far' : ''}
            </p>
            <ul aria-label="Repositories" className="flex flex-col">
              {shown.map((name) => (
                <li key={name}>
                  <button
                    type="button"
                    onClick={() => onOpen(name)}
                    className="flex h-8 w-full items-center gap-2 rounded-md px-2 text-left hover:bg-hover"
                  >
                    <Library className="size-4 shrink-0 text-ink-3" aria-hidden />
                    <span className="min-w-0 flex-1 truncate">{name}</span>
                    <ChevronRight className="size-4 shrink-0 text-ink-3" aria-hidden />
                  </button>
                </li>
              ))}
            </ul>
          </>
        ) : null}
        {hasNextPage ? (
          <Button className="self-center" disabled={isFetching} onClick={() => void fetchNextPage()}>
            Load more
          </Button>
        ) : null}
      </div>
    </Scroller>
  )
}
