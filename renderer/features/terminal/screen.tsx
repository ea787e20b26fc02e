import { ClipboardCopy, ClipboardPaste, Eraser, TextSelect } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import type { Terminal } from '../../../contract/index.ts'
import { ContextMenu } from '../../components/context-menu.tsx'
import { Kbd } from '../../components/kbd.tsx'
import { MenuItem, MenuLine } from '../../components/menu.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { onMac } from '../../lib/desktop.ts'
import { asProblem } from '../../lib/problem.ts'
import { toastProblem } from '../../lib/toasts.ts'
import type { Emulator } from './emulator.ts'
import { type KeyAction, LEAVE_KEYS } from './keys.ts'
import { useEmulator } from './use-emulator.ts'

type ScreenProps = {
  terminal: Terminal
  label: string
  /** Takes the focus as soon as it is there. */
  focus: boolean
  /** The person wants to be elsewhere on the page. */
  onLeave: () => void
}

/** What a terminal shows, and where one types. */
export function Screen({ terminal, label, focus, onLeave }: ScreenProps) {
  const hint = useId()
  const parent = useRef<HTMLDivElement>(null)
  const [link, setLink] = useState<string>()
  const keyAction = (action: KeyAction, emulator: Emulator) => {
    if (action === 'leave') onLeave()
    else if (action === 'copy') copy(emulator)
  }
  const { emulator, problem } = useEmulator(parent, {
    terminal,
    label,
    describedBy: hint,
    onKeyAction: keyAction,
    onLink: setLink,
  })
  useEffect(() => {
    if (focus) emulator?.focus()
  }, [emulator, focus])
  if (problem) return <ProblemView page problem={problem} />
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <ContextMenu items={emulator ? <Items terminal={terminal} emulator={emulator} /> : undefined}>
        <div className="relative min-h-0 flex-1 bg-canvas">
          <div ref={parent} className="absolute inset-2 font-mono" />
        </div>
      </ContextMenu>
      <p id={hint} className="truncate px-3 py-1 text-ink-3 text-sm">
        {link === undefined ? (
          <>
            {INPUT_WORDS[terminal.input]} <Kbd keys={LEAVE_KEYS} /> leads out of the terminal.
          </>
        ) : (
          `${onMac ? '⌘' : 'Ctrl'}+click opens ${link}`
        )}
      </p>
    </div>
  )
}

const INPUT_WORDS: Record<Terminal['input'], string> = {
  keys: '',
  lines: 'Without a TTY: a line is sent when you press Enter; Ctrl-D ends the input.',
  none: 'This container takes no input.',
}

function Items({ terminal, emulator }: { terminal: Terminal; emulator: Emulator }) {
  const copyKeys = onMac ? 'Mod+C' : 'Ctrl+Shift+C'
  return (
    <>
      <MenuItem
        icon={ClipboardCopy}
        keys={copyKeys}
        disabled={emulator.selection === ''}
        onClick={() => copy(emulator)}
      >
        Copy
      </MenuItem>
      <MenuItem
        icon={ClipboardPaste}
        keys={onMac ? 'Mod+V' : 'Ctrl+Shift+V'}
        disabled={terminal.input === 'none' || terminal.ended !== undefined}
        onClick={() => void paste(emulator)}
      >
        Paste
      </MenuItem>
      <MenuLine />
      <MenuItem icon={TextSelect} onClick={() => emulator.selectAll()}>
        Select all
      </MenuItem>
      <MenuItem icon={Eraser} onClick={() => emulator.clear()}>
        Clear
      </MenuItem>
    </>
  )
}

function copy(emulator: Emulator): void {
  const text = emulator.selection
  if (text === '') return
  navigator.clipboard
    .writeText(text)
    .catch((error) => toastProblem(asProblem(error, 'The selection could not be copied.')))
}

async function paste(emulator: Emulator): Promise<void> {
  try {
    emulator.paste(await navigator.clipboard.readText())
    emulator.focus()
  } catch (error) {
    toastProblem({
      what: 'The clipboard can’t be read from here.',
      why: error instanceof Error ? error.message : String(error),
      next: `Paste with ${onMac ? '⌘V' : 'Ctrl+Shift+V'} instead: that needs no permission.`,
    })
  }
}
