import { useQuery } from '@tanstack/react-query'
import { CircleCheck, CircleX, LoaderCircle } from 'lucide-react'
import { useState } from 'react'
import type { Tried } from '../../../../contract/index.ts'
import type { ReachAnswer, ReachQuestion } from '../../../../contract/reach.ts'
import { Button } from '../../../components/button.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { client } from '../../../lib/connection.ts'
import { asProblem } from '../../../lib/problem.ts'

type TrialProps = {
  engine: string
  question: ReachQuestion
  names: { from: string; to: string }
  verdict: ReachAnswer['verdict']
}

/** Tries the connection for real when it is asked to, and says what came of it. */
export function Trial({ engine, question: { from, to, port, protocol }, names, verdict }: TrialProps) {
  const [asked, setAsked] = useState(0)
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['networks', 'try', engine, from, to, port, verdict, asked],
    queryFn: ({ signal }) => client.networks.tryReach({ engine, from, to, port }, { signal }),
    enabled: asked > 0,
    retry: false,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (protocol === 'udp')
    return <p className="text-ink-3 text-sm">UDP says nothing back by itself, so that it can’t be tried from here.</p>
  if (isFetching)
    return (
      <div role="status" className="flex items-center gap-2 rounded-lg border border-line px-3 py-2">
        <LoaderCircle className="size-4 animate-spin text-ink-3" aria-hidden />
        <span className="min-w-0 flex-1">Connecting from the network of {names.from}…</span>
        <Button size="small" onClick={() => setAsked(0)}>
          Cancel
        </Button>
      </div>
    )
  if (error) return <ProblemView problem={asProblem(error, 'It could not be tried.')} onRetry={() => void refetch()} />
  return (
    <div className="flex flex-col gap-2">
      {data ? <Outcome tried={data} names={names} /> : null}
      <div className="flex items-center gap-3">
        <Button onClick={() => setAsked(asked + 1)}>{data ? 'Try again' : 'Try it for real'}</Button>
        {data ? null : (
          <span className="text-ink-3 text-sm">
            From the network of {names.from}, by a small container that goes at once.
          </span>
        )}
      </div>
    </div>
  )
}

function Outcome({ tried, names }: { tried: readonly Tried[]; names: TrialProps['names'] }) {
  const [first] = tried
  const best =
    tried.find(({ result }) => result === 'connected') ?? tried.find(({ result }) => result === 'refused') ?? first
  if (!best) return null
  const through = best.result === 'connected' || best.result === 'refused'
  return (
    <div role="status" className="rounded-lg border border-line px-3 py-2">
      <p className="flex gap-2 font-medium">
        {through ? (
          <CircleCheck className="mt-0.5 size-4 shrink-0 text-good" aria-hidden />
        ) : (
          <CircleX className="mt-0.5 size-4 shrink-0 text-bad" aria-hidden />
        )}
        <span className="wrap-anywhere min-w-0">{outcomeWords(best, names)}</span>
      </p>
      <ul className="mt-1 pl-6">
        {tried.map(({ host, port, result, said, took }) => (
          <li key={`${host} ${port}`} className="tnum wrap-anywhere text-ink-3 text-sm">
            <code className="font-mono">{host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`}</code>{' '}
            {result === 'connected' ? 'answered' : result === 'no-such-name' ? 'no such name' : said} · {took} ms
          </li>
        ))}
      </ul>
    </div>
  )
}

/** What a try came to, in a sentence. */
export function outcomeWords(
  { result, port }: Pick<Tried, 'result' | 'port'>,
  { from, to }: TrialProps['names'],
): string {
  switch (result) {
    case 'connected':
      return `Tried: ${from} got through, and something answers.`
    case 'refused':
      return `Tried: ${from} got through, but nothing listens on port ${port} of ${to}.`
    case 'no-answer':
      return `Tried: no answer. What ${from} sends is dropped on the way.`
    case 'no-way':
      return `Tried: there is no way from ${from} to there.`
    case 'no-such-name':
      return `Tried: ${from} finds nothing of that name.`
    case 'failed':
      return 'Tried: it did not work.'
  }
}
