const WINDOW_MS = 10 * 60_000
const MOST = 3

/** Whether a machine that ended by itself is started again: three times in ten minutes, then somebody should look. */
export class Restarts {
  #times: number[] = []

  /** @param now milliseconds since 1970 */
  allow(now = Date.now()): boolean {
    this.#times = this.#times.filter((at) => at > now - WINDOW_MS)
    if (this.#times.length >= MOST) return false
    this.#times.push(now)
    return true
  }
}
