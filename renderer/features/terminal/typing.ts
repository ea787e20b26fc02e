/** What one call sends at most, in UTF-16 units: below what the host takes, and soon enough shown. */
const PIECE = 32 * 1024

/** Sends what is typed in its order: one call is under way at a time, and what is typed meanwhile goes together next. */
export class Typing {
  readonly #send: (text: string) => Promise<unknown>
  readonly #failed: (error: unknown) => void
  #waiting = ''
  #sending = false

  constructor(send: (text: string) => Promise<unknown>, failed: (error: unknown) => void) {
    this.#send = send
    this.#failed = failed
  }

  push(text: string): void {
    this.#waiting += text
    if (!this.#sending) void this.#run()
  }

  async #run(): Promise<void> {
    this.#sending = true
    try {
      while (this.#waiting !== '') {
        const piece = firstPiece(this.#waiting)
        this.#waiting = this.#waiting.slice(piece.length)
        await this.#send(piece)
      }
    } catch (error) {
      // What follows what was lost makes no sense any more.
      this.#waiting = ''
      this.#failed(error)
    } finally {
      this.#sending = false
    }
  }
}

/** A surrogate pair is not split between two calls. */
function firstPiece(text: string): string {
  if (text.length <= PIECE) return text
  const last = text.charCodeAt(PIECE - 1)
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? PIECE - 1 : PIECE)
}
