/** A counter that readers can wait on: each reads the newest state at its own pace, so nothing queues up. */
export class Change {
  version = 0
  readonly #waiting = new Set<() => void>()

  /** Wakes every reader. */
  bump(): void {
    this.version++
    const waiting = [...this.#waiting]
    this.#waiting.clear()
    for (const wake of waiting) wake()
  }

  /** Resolves when the version differs from `seen`. @throws the signal's reason */
  async after(seen: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted()
    if (this.version !== seen) return
    await new Promise<void>((resolve, reject) => {
      const wake = () => {
        signal?.removeEventListener('abort', abort)
        resolve()
      }
      const abort = () => {
        this.#waiting.delete(wake)
        reject(signal?.reason)
      }
      this.#waiting.add(wake)
      signal?.addEventListener('abort', abort, { once: true })
    })
  }

  /** What `read` gives, now and after every change, until the signal. */
  async *each<T>(read: () => T, signal?: AbortSignal): AsyncGenerator<T> {
    let seen = -1
    while (true) {
      await this.after(seen, signal)
      seen = this.version
      yield read()
    }
  }
}
