import type { Line, Size } from './line.ts'
import { within } from './within.ts'

const DEADLINE_MS = 10_000

/** Sends sizes one after another, so that the last one wins; those in between are left out. */
export class Resizes {
  readonly #send: Line['resize']
  #wanted: Size | undefined
  #running: Promise<void> | undefined

  constructor(send: Line['resize']) {
    this.#send = send
  }

  /** Resolves once this size, or a newer one, was taken. @throws SlipwayError when the engine refuses */
  async set(size: Size): Promise<void> {
    this.#wanted = size
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined
    })
    await this.#running
  }

  async #run(): Promise<void> {
    for (let size = this.#wanted; size; size = this.#wanted) {
      this.#wanted = undefined
      const next = size
      await within(DEADLINE_MS, undefined, (signal) => this.#send(next, signal))
    }
  }
}
