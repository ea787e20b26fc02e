import { Button } from '../../components/button.tsx'
import { CopyButton } from '../../components/copy-button.tsx'
import { count } from '../../lib/format.ts'
import type { LogState } from './log-model.ts'

type LogFootProps = { state: LogState; onAgain: () => void; command: string | undefined }

/** Whether a log is live, how much is loaded, what went wrong, and the command that shows the same. */
export function LogFoot({ state, onAgain, command }: LogFootProps) {
  const { problem, failed, ended, open, window } = state
  const wrong = problem ?? failed
  const liveness = !open ? 'Reading…' : ended ? 'The container has ended' : 'Following'
  return (
    <footer className="flex min-h-8 shrink-0 items-center gap-3 border-line border-t px-4 text-ink-3 text-sm">
      {wrong ? (
        <>
          <p role="alert" className="min-w-0 truncate text-bad" title={`${wrong.why} ${wrong.next}`}>
            {wrong.what} {wrong.why}
          </p>
          <Button size="small" onClick={onAgain}>
            Try again
          </Button>
        </>
      ) : (
        <p role="status">{liveness}</p>
      )}
      <span className="tnum shrink-0">{`${count(window.lines.length, 'line')} loaded`}</span>
      <div className="flex-1" />
      {command ? (
        <>
          <code className="min-w-0 truncate font-mono">{command}</code>
          <CopyButton text={command} label="Copy command" />
        </>
      ) : null}
    </footer>
  )
}
