import { CircleAlert, CircleCheck } from 'lucide-react'
import type { Deed } from '../../../contract/index.ts'
import { CopyButton } from '../../components/copy-button.tsx'
import { useNow } from '../../lib/clock.ts'
import { ago, duration, moment } from '../../lib/format.ts'

/** From this on it is worth saying how long it took. Milliseconds. */
const LONG = 1_000

/** One deed: whether it worked, its command, when. */
export function DeedRow({ deed }: { deed: Deed }) {
  const { command, problems, started, took } = deed
  const when = useNow((now) => ago(started, now))
  const worked = problems.length === 0
  return (
    <li className="flex gap-3 border-line/60 border-b px-4 py-2">
      {worked ? (
        <CircleCheck className="mt-1 size-4 shrink-0 text-good" aria-label="It worked" />
      ) : (
        <CircleAlert className="mt-1 size-4 shrink-0 text-bad" aria-label="It did not work" />
      )}
      <div className="min-w-0 flex-1 py-0.5">
        <code className="break-words font-mono text-sm">{command}</code>
        {problems.map(({ name, problem }) => (
          <p key={`${name} ${problem.why}`} className="mt-0.5 break-words text-ink-2 text-sm">
            {name ? <span className="font-medium">{name}: </span> : null}
            {problem.what} {problem.why}
          </p>
        ))}
      </div>
      {took >= LONG ? <span className="tnum shrink-0 py-0.5 text-ink-3 text-sm">{duration(took)}</span> : null}
      <time
        dateTime={new Date(started).toISOString()}
        title={moment(started)}
        className="tnum w-24 shrink-0 py-0.5 text-right text-ink-3 text-sm"
      >
        {when}
      </time>
      <CopyButton text={command} label="Copy command" />
    </li>
  )
}
