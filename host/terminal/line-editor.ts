/** What a person's keys came to: what the process gets, what is shown, and whether they end the input or detach. */
export type Edited = { send: string; echo: string; endInput: boolean; detach: boolean }

const MOST = 64 * 1024

/**
 * Line editing for a process without a TTY, as a kernel's terminal has it: keys are shown here and sent when Enter is
 * pressed; Ctrl-D ends the input, Ctrl-C and Ctrl-U clear the line, Ctrl-P Ctrl-Q detaches.
 */
export class LineEditor {
  #line: string[] = []
  #escape = ''
  #detaching = false

  /** The state after these keys. */
  take(text: string): Edited {
    const edited: Edited = { send: '', echo: '', endInput: false, detach: false }
    for (const character of text) {
      if (edited.endInput || edited.detach) break
      this.#key(character, edited)
    }
    return edited
  }

  #key(key: string, edited: Edited): void {
    // Arrows and other function keys mean nothing here: their sequences are dropped.
    if (this.#escape !== '' || key === '\u001b') {
      this.#escape += key
      if (/^\u001b(?:[^[O]|O.|\[[\d;?]*[^\d;?])$/.test(this.#escape) || this.#escape.length > 32) this.#escape = ''
      return
    }
    const detaching = this.#detaching
    this.#detaching = key === '\u0010'
    switch (key) {
      case '\r':
      case '\n':
        edited.send += `${this.#line.join('')}\n`
        edited.echo += '\r\n'
        this.#line = []
        return
      case '\u007f':
      case '\b':
        if (this.#line.pop() !== undefined) edited.echo += '\b \b'
        return
      case '\u0003':
        edited.echo += '^C\r\n'
        this.#line = []
        return
      case '\u0015':
        edited.echo += '\b \b'.repeat(this.#line.length)
        this.#line = []
        return
      case '\u0004':
        // As with a kernel's: in a line it sends what is there, at a line's start it ends the input.
        edited.send += this.#line.join('')
        edited.endInput = this.#line.length === 0
        this.#line = []
        return
      case '\u0011':
        edited.detach = detaching
        return
    }
    if ((key < ' ' && key !== '\t') || this.#line.length >= MOST) return
    this.#line.push(key)
    edited.echo += key === '\t' ? ' ' : key
  }
}
