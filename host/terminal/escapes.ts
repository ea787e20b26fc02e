type State = 'ground' | 'escape' | 'control' | 'string' | 'string-escape'

/** What begins an escape sequence: ESC, and the one-character forms CSI, DCS, SOS, OSC, PM, APC. */
const BEGIN = /[\u001b\u0090\u0098\u009b\u009d-\u009f]/g
const MOST_PARAMETERS = 64
const MOST_MODES = 64

/** Follows a terminal's output just far enough to know where a sequence ends, and which modes were set. */
export class Escapes {
  #state: State = 'ground'
  #parameters = ''
  readonly #modes = new Map<string, 'h' | 'l'>()

  /**
   * Reads at least `least` characters of `text`, and on until no sequence or surrogate pair is open.
   * Gives how many were read: all, where that never came.
   */
  read(text: string, least: number): number {
    let at = 0
    while (at < text.length) {
      if (this.#state === 'ground') {
        if (at >= least && !isLowSurrogate(text.charCodeAt(at))) return at
        BEGIN.lastIndex = at
        const begin = BEGIN.exec(text)?.index ?? text.length
        if (begin > at) {
          at = Math.min(begin, Math.max(least, at + 1))
          continue
        }
      }
      this.#take(text.charCodeAt(at))
      at++
    }
    return at
  }

  /** The sequences that set the private modes (alternate screen, mouse, bracketed paste, …) as they are now. */
  modes(): string {
    return [...this.#modes].map(([mode, set]) => `\u001b[?${mode}${set}`).join('')
  }

  #take(code: number): void {
    // CAN and SUB break any sequence off.
    if (code === 0x18 || code === 0x1a) {
      this.#state = 'ground'
      return
    }
    switch (this.#state) {
      case 'ground':
        if (code === 0x1b) this.#state = 'escape'
        else if (code === 0x9b) this.#control()
        else this.#state = 'string'
        return
      case 'escape':
        this.#escape(code)
        return
      case 'control':
        if (code === 0x1b) this.#state = 'escape'
        else if (code >= 0x40 && code <= 0x7e) this.#finish(code)
        else if (this.#parameters.length < MOST_PARAMETERS) this.#parameters += String.fromCharCode(code)
        return
      case 'string':
        if (code === 0x07 || code === 0x9c) this.#state = 'ground'
        else if (code === 0x1b) this.#state = 'string-escape'
        return
      case 'string-escape':
        // ESC \ ends the string; any other ESC begins a sequence of its own.
        if (code === 0x5c) this.#state = 'ground'
        else this.#escape(code)
    }
  }

  #escape(code: number): void {
    const character = String.fromCharCode(code)
    if (character === '[') this.#control()
    else if (']PX^_'.includes(character)) this.#state = 'string'
    else if (code === 0x1b || (code >= 0x20 && code <= 0x2f)) this.#state = 'escape'
    else {
      if (character === 'c') this.#modes.clear()
      this.#state = 'ground'
    }
  }

  #control(): void {
    this.#state = 'control'
    this.#parameters = ''
  }

  #finish(code: number): void {
    this.#state = 'ground'
    const set = String.fromCharCode(code)
    if ((set !== 'h' && set !== 'l') || !/^\?[\d;]+$/.test(this.#parameters)) return
    for (const mode of this.#parameters.slice(1).split(';')) {
      if (/^\d{1,4}$/.test(mode) && (this.#modes.has(mode) || this.#modes.size < MOST_MODES)) this.#modes.set(mode, set)
    }
  }
}

const isLowSurrogate = (code: number) => code >= 0xdc00 && code <= 0xdfff
