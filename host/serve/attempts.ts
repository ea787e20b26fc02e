const WINDOW_MS = 60_000
const PER_ADDRESS = 5
const IN_ALL = 30

/** Counts failed sign-ins: five a minute from one address, thirty in all. */
export class Attempts {
  readonly #failures: { at: number; address: string }[] = []
  readonly #now: () => number

  constructor(now: () => number = Date.now) {
    this.#now = now
  }

  /** Seconds to wait before the next try; 0 when it may be made now. */
  wait(address: string): number {
    this.#forget()
    const mine = this.#failures.filter((failure) => failure.address === address)
    const first = mine.length >= PER_ADDRESS ? mine[0] : this.#failures.length >= IN_ALL ? this.#failures[0] : undefined
    return first ? Math.max(1, Math.ceil((first.at + WINDOW_MS - this.#now()) / 1000)) : 0
  }

  /** Counts a try before its outcome is known, so that tries made at the same time count too. */
  begin(address: string): { succeeded(): void } {
    const attempt = { at: this.#now(), address }
    this.#failures.push(attempt)
    return {
      succeeded: () => {
        const at = this.#failures.indexOf(attempt)
        if (at >= 0) this.#failures.splice(at, 1)
      },
    }
  }

  #forget(): void {
    const since = this.#now() - WINDOW_MS
    while (this.#failures[0] && this.#failures[0].at <= since) this.#failures.shift()
  }
}
