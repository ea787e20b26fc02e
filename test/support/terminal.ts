import { setTimeout as sleep } from 'node:timers/promises'
import type { TerminalEnd } from '../../contract/index.ts'
import { type Client, streamName } from './host.ts'

/** A terminal's reader as the UI is one: it shows what comes and acknowledges it. */
export class Watcher {
  /** All that it was sent since the last fresh item. */
  text = ''
  /** How often it was told to forget what it had; the first item is one. */
  fresh = 0
  end: TerminalEnd | undefined
  readonly #leave = new AbortController()

  /** Begins to read; `take` delays each item. */
  static open(client: Client, terminal: string, take: () => Promise<void> = async () => {}): Watcher {
    const watcher = new Watcher()
    watcher.#read(client, terminal, take).catch((error) => {
      if (!watcher.#leave.signal.aborted) throw error
    })
    return watcher
  }

  leave(): void {
    this.#leave.abort()
  }

  /** Waits until what is shown has it; gives what is shown. @throws after `ms`, with what is shown */
  async until(has: string | RegExp, ms = 10_000): Promise<string> {
    const found = () => (typeof has === 'string' ? this.text.includes(has) : has.test(this.text))
    for (const limit = Date.now() + ms; !found(); await sleep(5)) {
      if (Date.now() > limit) throw new Error(`no ${has} in ${JSON.stringify(this.text.slice(-2_000))}`)
    }
    return this.text
  }

  /** Waits for the end. @throws after `ms` */
  async ended(ms = 10_000): Promise<TerminalEnd> {
    for (const limit = Date.now() + ms; Date.now() < limit; await sleep(5)) if (this.end) return this.end
    throw new Error(`has not ended; shows ${JSON.stringify(this.text.slice(-2_000))}`)
  }

  async #read(client: Client, terminal: string, take: () => Promise<void>): Promise<void> {
    const stream = streamName()
    const items = await client.terminals.watch({ terminal, stream }, { signal: this.#leave.signal })
    for await (const item of items) {
      if (item.type === 'ended') this.end = item.end
      else {
        if (item.fresh) {
          this.fresh++
          this.text = ''
        }
        this.text += item.text
      }
      await take()
      await client.flow.ack({ stream, count: 1 })
    }
  }
}
