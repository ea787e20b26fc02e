import { type FocusEvent, type KeyboardEvent, type ReactNode, useEffect, useState } from 'react'
import { onMac } from '../lib/desktop.ts'
import { asProblem } from '../lib/problem.ts'
import { toastProblem } from '../lib/toasts.ts'
import { Kbd } from './kbd.tsx'

/** How long it says that it was copied, in milliseconds. */
const SAID = 1_500

type MenuCommand = {
  /** For the menu’s popup. */
  props: { onFocus: (event: FocusEvent) => void; onKeyDown: (event: KeyboardEvent) => void }
  /** For the end of the popup. */
  foot: ReactNode
}

/**
 * The foot of a menu, which shows the docker command of the line that is pointed at; Ctrl or ⌘ and C copies it. It has
 * its place from the start, so that nothing moves, and is not there in a menu whose lines have no commands.
 */
export function useMenuCommand(): MenuCommand {
  const [command, setCommand] = useState('')
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), SAID)
    return () => clearTimeout(timer)
  }, [copied])
  return {
    props: {
      onFocus: ({ target }) => {
        setCopied(false)
        setCommand(target instanceof HTMLElement ? (target.dataset.command ?? '') : '')
      },
      onKeyDown: (event) => {
        if (event.key.toLowerCase() !== 'c' || !(onMac ? event.metaKey : event.ctrlKey) || command === '') return
        event.preventDefault()
        event.stopPropagation()
        navigator.clipboard.writeText(command).then(
          () => setCopied(true),
          (error) => toastProblem(asProblem(error, 'It could not be copied.')),
        )
      },
    },
    foot: (
      <div
        aria-hidden
        data-foot
        className="-mx-1 -bottom-1 -mb-1 sticky mt-1 hidden h-11 items-start gap-2 border-line border-t bg-raised px-3 py-1.5 text-ink-3 group-has-data-command/menu:flex"
      >
        <code className="line-clamp-2 w-0 min-w-0 flex-1 break-words font-mono text-xs leading-4">
          {command === '' ? 'docker …' : command}
        </code>
        {command === '' ? null : <span className="text-xs">{copied ? 'Copied' : <Kbd keys="Mod+C" />}</span>}
      </div>
    ),
  }
}
