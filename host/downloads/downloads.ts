import { randomBytes } from 'node:crypto'
import type { Readable } from 'node:stream'

/** Something to save as a file; a slow reader slows its source. */
export type Download = { fileName: string; contentType: string; body: Readable }

/** Long enough to choose where to save it. */
const LASTS_MS = 10 * 60_000
/** Offers that nobody took; the oldest goes first. */
const MOST = 100

type Offer = { open: () => Promise<Download>; timer: NodeJS.Timeout }

/** Offers files under addresses that work once and not for long. */
export class Downloads {
  readonly #offers = new Map<string, Offer>()

  /** Offers what `open` begins; answers the address’s path. */
  offer(open: () => Promise<Download>): string {
    const [oldest] = this.#offers.keys()
    if (oldest !== undefined && this.#offers.size >= MOST) this.#take(oldest)
    const token = randomBytes(24).toString('base64url')
    const timer = setTimeout(() => this.#offers.delete(token), LASTS_MS)
    timer.unref()
    this.#offers.set(token, { open, timer })
    return `/download/${token}`
  }

  /** Begins a download, once; undefined when its token is unknown, used or too old. @throws SlipwayError of its source */
  async open(token: string): Promise<Download | undefined> {
    return await this.#take(token)?.open()
  }

  #take(token: string): Offer | undefined {
    const offer = this.#offers.get(token)
    if (!offer) return undefined
    clearTimeout(offer.timer)
    this.#offers.delete(token)
    return offer
  }
}
