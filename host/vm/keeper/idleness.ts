/** Tells when a machine has had nothing to do for so long that it may sleep. */
export class Idleness {
  #since: number | undefined

  /**
   * Takes how it is now.
   * @param minutes after how many it may sleep; 0: never
   * @param now in milliseconds
   * @returns whether it may sleep now
   */
  may(sleepAfter: { minutes: number; busy: boolean; now: number }): boolean {
    const { minutes, busy, now } = sleepAfter
    if (busy || minutes === 0) {
      this.#since = undefined
      return false
    }
    this.#since ??= now
    return now - this.#since >= minutes * 60_000
  }

  /** It has slept, or could not: the time begins anew. */
  forget(): void {
    this.#since = undefined
  }
}
