import type { KeyboardEvent, ReactElement } from 'react'
import { onMac } from '../lib/desktop.ts'
import { asProblem } from '../lib/problem.ts'
import { useSettings } from '../lib/settings.ts'
import { toastDone, toastProblem } from '../lib/toasts.ts'
import { Kbd } from './kbd.tsx'
import { Tip } from './tip.tsx'

/** More than this is cut: a tip is for a glance. */
const LONGEST = 240

type CommandTipProps = { command: string; children: ReactElement }

/** The docker command of a button, beside it while it is pointed at; Ctrl or ⌘ and C on the button copies it. */
export function CommandTip({ command, children }: CommandTipProps) {
  const { showCommands } = useSettings()
  if (!showCommands) return children
  const press = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== 'c' || !(onMac ? event.metaKey : event.ctrlKey)) return
    event.preventDefault()
    navigator.clipboard.writeText(command).then(
      () => toastDone('Copied the command'),
      (error) => toastProblem(asProblem(error, 'It could not be copied.')),
    )
  }
  return (
    <Tip
      onKeyDown={press}
      text={
        <span className="flex items-center gap-2">
          <code className="wrap-anywhere min-w-0 font-mono text-xs">
            {command.length > LONGEST ? `${command.slice(0, LONGEST)}…` : command}
          </code>
          <Kbd keys="Mod+C" />
        </span>
      }
    >
      {children}
    </Tip>
  )
}
