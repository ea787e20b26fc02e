import { CommandLine } from '../../components/command-line.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { client } from '../../lib/connection.ts'
import { useLatest } from '../../lib/stream.ts'

/** How other programs get at the engine that is shown, or why they don’t. */
export function PublishingView() {
  const { value } = useLatest('publishing', (stream, signal) => client.publish.watch({ stream }, { signal }))
  if (value === undefined || value.state === 'off') return null
  if (value.state === 'failed') return <ProblemView problem={value.problem} />
  return (
    <div className="flex flex-col gap-2">
      <CommandLine command={value.command} />
      <p className="break-all text-ink-3 text-sm">
        Address: <code className="font-mono">{value.address}</code>
      </p>
      {value.problem ? <ProblemView problem={value.problem} /> : null}
    </div>
  )
}
