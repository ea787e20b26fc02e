import { type RefObject, useEffect, useEffectEvent, useState } from 'react'
import type { Problem, Terminal } from '../../../contract/index.ts'
import { client } from '../../lib/connection.ts'
import { loadPart } from '../../lib/load-part.ts'
import { asProblem, isAbort } from '../../lib/problem.ts'
import { useStore } from '../../lib/store.ts'
import { readStream } from '../../lib/stream.ts'
import { useTheme } from '../../lib/theme.ts'
import { toastProblem } from '../../lib/toasts.ts'
import type { Emulator, Size } from './emulator.ts'
import { rememberSize } from './emulator-size.ts'
import type { KeyAction } from './keys.ts'
import { Latest } from './latest.ts'
import { screenReader } from './screen-reader.ts'
import { Typing } from './typing.ts'

type Options = {
  terminal: Terminal
  label: string
  describedBy: string
  onKeyAction: (action: KeyAction, emulator: Emulator) => void
  onLink: (address: string | undefined) => void
}

/** A terminal's screen in the element, connected with its process for as long as the component is there. */
export function useEmulator(parent: RefObject<HTMLElement | null>, options: Options) {
  const [emulator, setEmulator] = useState<Emulator>()
  const [problem, setProblem] = useState<Problem>()
  const { id } = options.terminal
  const keyAction = useEffectEvent(options.onKeyAction)
  const link = useEffectEvent(options.onLink)

  const open = useEffectEvent(async (element: HTMLElement, gone: AbortSignal) => {
    const { terminal, label, describedBy } = options
    const { Emulator } = await loadPart(() => import('./emulator.ts'))
    if (gone.aborted) return
    const typing = new Typing(
      (text) => client.terminals.write({ terminal: id, text }, { signal: gone }),
      (error) => {
        if (!gone.aborted && !isAbort(error)) toastProblem(asProblem(error, 'What you typed did not arrive.'))
      },
    )
    const sizes = new Latest<Size>(async (size) => {
      rememberSize(size)
      await client.terminals.resize({ terminal: id, ...size }, { signal: gone }).catch(() => {
        // It has ended, or the line broke; reading it meets the same and says so.
      })
    })
    const made = new Emulator(element, {
      label,
      describedBy,
      lineFeedOnly: !terminal.tty,
      readOnly: terminal.input === 'none',
      screenReader: screenReader.get(),
      onData: (text) => typing.push(text),
      onSize: (size) => sizes.push(size),
      onKeyAction: (action) => keyAction(action, made),
      onLink: (address) => link(address),
    })
    const stop = readStream((stream, signal) => client.terminals.watch({ terminal: id, stream }, { signal }), {
      // Another page may have given it another size; again after a reconnect.
      begin: () => sizes.push(made.size),
      item: (item) => {
        if (item.type === 'ended') return made.end()
        return item.fresh ? made.repeat(item.text) : made.write(item.text)
      },
      problem: setProblem,
    })
    gone.addEventListener('abort', () => {
      stop()
      made.dispose()
    })
    setEmulator(made)
  })

  useEffect(() => {
    const element = parent.current
    if (!element) return
    const gone = new AbortController()
    open(element, gone.signal).catch((error) => setProblem(asProblem(error, `The terminal ${id} can’t be shown.`)))
    return () => {
      gone.abort()
      setEmulator(undefined)
      setProblem(undefined)
    }
  }, [parent, id])

  const theme = useTheme()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme is what the page's colours follow.
  useEffect(() => emulator?.recolour(), [emulator, theme])
  const reader = useStore(screenReader)
  useEffect(() => emulator?.setScreenReader(reader), [emulator, reader])
  return { emulator, problem }
}
