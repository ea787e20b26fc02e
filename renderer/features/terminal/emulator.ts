import '@xterm/xterm/css/xterm.css'
import { FitAddon } from '@xterm/addon-fit'
import { Terminal } from '@xterm/xterm'
import { nonce } from '../../lib/nonce.ts'
import { colours } from './colours.ts'
import { type KeyAction, keyAction } from './keys.ts'
import { openUnderPolicy } from './policy.ts'

/** Lines that can be scrolled back to. */
const SCROLLBACK = 5_000
/** Breaks off a sequence that is open, then resets everything. */
const RESET = '\u0018\u001bc'

export type Size = { columns: number; rows: number }

export type EmulatorOptions = {
  /** Its accessible name. */
  label: string
  /** The id of the element that says how to leave it. */
  describedBy: string
  /** Lines end in LF alone. */
  lineFeedOnly: boolean
  readOnly: boolean
  screenReader: boolean
  onData: (text: string) => void
  onSize: (size: Size) => void
  onKeyAction: (action: KeyAction) => void
  /** The address of a link under the pointer; undefined when it leaves. */
  onLink: (address: string | undefined) => void
}

/** A terminal's screen in an element. */
export class Emulator {
  readonly #terminal: Terminal
  readonly #fit = new FitAddon()
  readonly #observer: ResizeObserver
  #repeating = 0

  constructor(parent: HTMLElement, options: EmulatorOptions) {
    this.#terminal = new Terminal({
      allowProposedApi: false,
      convertEol: options.lineFeedOnly,
      cursorBlink: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
      disableStdin: options.readOnly,
      fontFamily: getComputedStyle(parent).fontFamily,
      fontSize: 13,
      linkHandler: {
        activate: (event, address) => open(event, address),
        hover: (_event, address) => options.onLink(address),
        leave: () => options.onLink(undefined),
      },
      // So that a program's own colours can be read in light and dark.
      minimumContrastRatio: 4.5,
      screenReaderMode: options.screenReader,
      scrollback: SCROLLBACK,
      theme: colours(),
    })
    this.#terminal.loadAddon(this.#fit)
    openUnderPolicy(this.#terminal, parent, nonce())
    this.#terminal.textarea?.setAttribute('aria-label', options.label)
    this.#terminal.textarea?.setAttribute('aria-describedby', options.describedBy)
    this.#terminal.attachCustomKeyEventHandler((event) => {
      const action = keyAction(event)
      if (action === undefined) return true
      // The browser's own paste follows a key that nobody prevented.
      if (action !== 'paste') event.preventDefault()
      if (event.type === 'keydown') options.onKeyAction(action)
      return false
    })
    this.#terminal.onData((text) => {
      // The program's questions in a repeat were answered when they were asked.
      if (this.#repeating === 0) options.onData(text)
    })
    this.#terminal.onResize(({ cols, rows }) => options.onSize({ columns: cols, rows }))
    this.#observer = new ResizeObserver(() => this.#fit.fit())
    this.#observer.observe(parent)
    this.#fit.fit()
  }

  get size(): Size {
    return { columns: this.#terminal.cols, rows: this.#terminal.rows }
  }

  /** Shows text; resolves once it is on the screen. */
  write(text: string): Promise<void> {
    return new Promise((resolve) => this.#terminal.write(text, resolve))
  }

  /** Shows text instead of everything before, and answers no question in it. */
  async repeat(text: string): Promise<void> {
    this.#repeating++
    await this.write(RESET + text)
    this.#repeating--
  }

  /** Takes no more keys. */
  end(): void {
    this.#terminal.options.disableStdin = true
    this.#terminal.options.cursorBlink = false
  }

  focus(): void {
    this.#terminal.focus()
  }

  get selection(): string {
    return this.#terminal.getSelection()
  }

  paste(text: string): void {
    this.#terminal.paste(text)
  }

  selectAll(): void {
    this.#terminal.selectAll()
  }

  /** Clears all but the line with the cursor. */
  clear(): void {
    this.#terminal.clear()
  }

  setScreenReader(on: boolean): void {
    this.#terminal.options.screenReaderMode = on
  }

  /** Takes the page's colours again. */
  recolour(): void {
    this.#terminal.options.theme = colours()
  }

  dispose(): void {
    this.#observer.disconnect()
    this.#terminal.dispose()
  }
}

/** A link is a container's word: only web addresses, only with a key held, and in a page that knows nothing of this. */
function open(event: MouseEvent, address: string): void {
  if (!(event.ctrlKey || event.metaKey) || !/^https?:\/\//i.test(address)) return
  window.open(address, '_blank', 'noopener,noreferrer')
}
