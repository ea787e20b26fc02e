import { setImmediate } from 'node:timers/promises'

/** What is done at once may take so long, in milliseconds, before others have their turn. */
const SLICE_MS = 8

/**
 * Shares the process with others while something is done without waiting: a call to the file system for each of
 * thousands of small files takes longer to hand over to another thread than to make.
 */
export class Turn {
  #until = performance.now() + SLICE_MS

  /** Lets others have their turn when this one has lasted. */
  async share(): Promise<void> {
    if (performance.now() < this.#until) return
    await setImmediate()
    this.#until = performance.now() + SLICE_MS
  }
}
