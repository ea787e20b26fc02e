/** Does works in their order, so many at a time. */
export class Lanes {
  readonly #width: number
  readonly #waiting: Array<() => void> = []
  readonly #all = new Set<Promise<void>>()
  #busy = 0

  constructor(width: number) {
    this.#width = width
  }

  /** What the work throws is its own to tell. */
  run(work: () => Promise<void>): void {
    const done = this.#run(work)
    this.#all.add(done)
    void done.then(() => this.#all.delete(done))
  }

  /** Resolves when nothing is left to do. */
  async idle(): Promise<void> {
    while (this.#all.size > 0) await Promise.all(this.#all)
  }

  async #run(work: () => Promise<void>): Promise<void> {
    if (this.#busy >= this.#width) await new Promise<void>((resolve) => this.#waiting.push(resolve))
    this.#busy++
    try {
      await work()
    } catch {
      // As said above.
    } finally {
      this.#busy--
      this.#waiting.shift()?.()
    }
  }
}
