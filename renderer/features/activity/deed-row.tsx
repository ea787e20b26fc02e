import { CircleAlert, CircleCheck, CircleSlash } from 'lucide-react'
import type { Deed } from '../../../contract/index.ts'
import { CopyButton } from '../../components/copy-button.tsx'
import { useNow } from '../../lib/clock.ts'
import { ago, duration, moment } from '../../lib/format.ts'

/** From this on it is worth saying how long it took. Milliseconds. */
const LONG = 1_000

/** One deed: whether it worked, its command, when. */
export function DeedRow({ deed }: { deed: Deed }) {
  const { command, problems, started, took, said, cancelled } = deed
  const when = useNow((now) => ago(started, now))
  const worked = problems.length === 0
  return (
    <li className="flex gap-3 border-line/60 border-b px-4 py-2 max-md:flex-wrap max-md:gap-y-0">
      {cancelled ? (
        <CircleSlash className="mt-1 size-4 shrink-0 text-ink-3" aria-label="It was cancelled" />
      ) : worked ? (
        <CircleCheck className="mt-1 size-4 shrink-0 text-good" aria-label="It worked" />
      ) : (
        <CircleAlert className="mt-1 size-4 shrink-0 text-bad" aria-label="It did not work" />
      )}
      <div className="min-w-0 flex-1 py-0.5 max-md:basis-3/4">
        <code className="break-words font-mono text-sm">{command}</code>
        {said === undefined ? null : <p className="wrap-anywhere mt-0.5 text-ink-2 text-sm">{said}</p>}
        {cancelled ? <p className="mt-0.5 text-ink-3 text-sm">Cancelled</p> : null}
        {problems.map(({ name, problem }) => (
          <p key={`${name} ${problem.why}`} className="mt-0.5 break-words text-ink-2 text-sm">
            {name ? <span className="font-medium">{name}: </span> : null}
            {problem.what} {problem.why}
          </p>
        ))}
      </div>
      {took >= LONG ? (
        <span className="tnum shrink-0 py-0.5 text-ink-3 text-sm max-md:order-last max-md:ml-7">{duration(took)}</span>
      ) : null}
      <time
        dateTime={new Date(started).toISOString()}
        title={moment(started)}
        className="tnum w-24 shrink-0 py-0.5 text-right text-ink-3 text-sm max-md:order-last max-md:ml-7 max-md:w-auto"
      >
        {when}
      </time>
      <CopyButton text={command} label="Copy command" />
    </li>
  )
}
