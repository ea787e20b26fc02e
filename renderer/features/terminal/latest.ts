/** Sends values one at a time; of those that come meanwhile only the newest goes next. */
export class Latest<T> {
  readonly #send: (value: T) => Promise<void>
  #waiting: { value: T } | undefined
  #sending = false

  /** A failure is the sender's to tell of; the next value is sent all the same. */
  constructor(send: (value: T) => Promise<void>) {
    this.#send = send
  }

  push(value: T): void {
    this.#waiting = { value }
    if (!this.#sending) void this.#run()
  }

  async #run(): Promise<void> {
    this.#sending = true
    for (let next = this.#waiting; next; next = this.#waiting) {
      this.#waiting = undefined
      await this.#send(next.value)
    }
    this.#sending = false
  }
}
