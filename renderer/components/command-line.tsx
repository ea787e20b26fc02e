import { clsx } from 'clsx'
import { CopyButton } from './copy-button.tsx'

/** A command that is longer than its box is scrolled by keys, too (WCAG 2.1.1). */
function reachable(code: HTMLElement | null) {
  if (!code) return
  const watch = new ResizeObserver(() => {
    if (code.scrollHeight > code.clientHeight) code.tabIndex = 0
    else code.removeAttribute('tabindex')
  })
  watch.observe(code)
  return () => watch.disconnect()
}

/** The docker command that does the same, to read and to copy. */
export function CommandLine({ command, className }: { command: string; className?: string }) {
  return (
    <div
      className={clsx(
        'flex items-start gap-1 rounded-md border border-line bg-surface py-0.5 pr-0.5 pl-2.5',
        className,
      )}
    >
      <code
        ref={reachable}
        className="max-h-24 min-w-0 flex-1 overflow-y-auto whitespace-pre-wrap break-words py-1 font-mono text-ink-2 text-sm leading-5"
      >
        {command}
      </code>
      <CopyButton text={command} label="Copy command" />
    </div>
  )
}
