import { useQuery } from '@tanstack/react-query'
import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { Badge } from '../../../components/badge.tsx'
import { Button } from '../../../components/button.tsx'
import { CopyButton } from '../../../components/copy-button.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { SkeletonLines } from '../../../components/skeleton.tsx'
import { useNow } from '../../../lib/clock.ts'
import { client } from '../../../lib/connection.ts'
import { ago, moment, size } from '../../../lib/format.ts'
import { asProblem } from '../../../lib/problem.ts'
import { pullImage } from '../asked.ts'

type TagRowProps = {
  engine: string
  host: string
  repository: string
  tag: string
  /** The image’s name as it is pulled. */
  reference: string
  /** Whether the engine has an image of this name. */
  here: boolean
}

/** One tag; opened, it tells its digest and, for each platform, how much there is to pull. */
export function TagRow(props: TagRowProps) {
  const { engine, tag, reference, here } = props
  const [open, setOpen] = useState(false)
  return (
    <li className="py-1">
      <div className="flex items-center gap-2">
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="flex h-8 min-w-0 flex-1 items-center gap-2 rounded-md px-1.5 text-left hover:bg-hover"
        >
          <ChevronRight
            className={`size-4 shrink-0 text-ink-3 transition-transform ${open ? 'rotate-90' : ''}`}
            aria-hidden
          />
          <span className="truncate font-mono">{tag}</span>
          {here ? (
            <span className="flex max-sm:hidden">
              <Badge>On the engine</Badge>
            </span>
          ) : null}
        </button>
        <Button size="small" aria-label={`Pull ${tag}`} onClick={() => pullImage(engine, { reference })}>
          Pull…
        </Button>
      </div>
      {open ? <Detail {...props} /> : null}
    </li>
  )
}

function Detail({ engine, host, repository, tag, reference }: TagRowProps) {
  const { data, error, refetch } = useQuery({
    queryKey: ['registries', 'tag', engine, host, repository, tag],
    queryFn: ({ signal }) => client.registries.tag({ engine, host, repository, tag }, { signal }),
    staleTime: 60_000,
  })
  const when = useNow((now) => (data?.created === undefined ? '' : ago(data.created, now)))
  if (error) {
    return <ProblemView problem={asProblem(error, 'The tag could not be looked up.')} onRetry={() => void refetch()} />
  }
  if (!data) return <SkeletonLines label="Looking it up" />
  return (
    <div className="flex flex-col gap-2 pt-1 pb-3 pl-8">
      <p className="flex min-w-0 items-center gap-2 text-ink-2 text-sm">
        <code className="min-w-0 flex-1 truncate font-mono" title={data.digest}>
          {data.digest}
        </code>
        <CopyButton text={data.digest} label="Copy digest" />
        {data.created === undefined ? null : (
          <time
            dateTime={new Date(data.created).toISOString()}
            title={moment(data.created)}
            className="shrink-0 text-ink-3"
          >
            {when}
          </time>
        )}
      </p>
      <table className="w-full text-sm">
        <thead className="sr-only">
          <tr>
            <th scope="col">Platform</th>
            <th scope="col">Size</th>
            <th scope="col">Pull</th>
          </tr>
        </thead>
        <tbody>
          {data.platforms.map(({ platform, digest, size: bytes }) => (
            <tr key={`${platform} ${digest}`}>
              <td className="py-0.5">{platform || 'Not said'}</td>
              <td className="tnum w-24 py-0.5 text-right text-ink-2">{bytes === undefined ? '' : size(bytes)}</td>
              <td className="w-16 py-0.5 text-right">
                {platform === '' || data.platforms.length < 2 ? null : (
                  <Button
                    size="small"
                    look="quiet"
                    aria-label={`Pull ${tag} for ${platform}`}
                    onClick={() => pullImage(engine, { reference, platform })}
                  >
                    Pull…
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
