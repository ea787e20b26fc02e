import { FLOW_WINDOW } from '../../contract/flow-window.ts'

type Account = { left: number; wake: (() => void) | undefined }

/** How much each stream of one connection may still send. The transports don't push back on a slow reader; this does. */
export class Credits {
  readonly #accounts = new Map<string, Account>()

  open(stream: string): void {
    this.#accounts.set(stream, { left: FLOW_WINDOW, wake: undefined })
  }

  close(stream: string): void {
    this.#accounts.delete(stream)
  }

  /** Takes the reader's word for `count` items. Words for a stream that ended are late, not wrong. */
  add(stream: string, count: number): void {
    const account = this.#accounts.get(stream)
    if (!account) return
    account.left = Math.min(FLOW_WINDOW, account.left + count)
    account.wake?.()
  }

  /** Resolves when one more item may be sent. @throws the signal's reason */
  async take(stream: string, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted()
    const account = this.#accounts.get(stream)
    if (!account) return
    if (account.left === 0) {
      await new Promise<void>((resolve, reject) => {
        const abort = () => {
          account.wake = undefined
          reject(signal?.reason)
        }
        account.wake = () => {
          account.wake = undefined
          signal?.removeEventListener('abort', abort)
          resolve()
        }
        signal?.addEventListener('abort', abort, { once: true })
      })
    }
    account.left--
  }
}
