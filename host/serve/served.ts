import type { Readable } from 'node:stream'
import type { WebSocket } from 'ws'
import type { Download } from '../downloads/index.ts'

/** What the browser face needs of the host. */
export type Served = {
  /** Serves the contract over a WebSocket until it closes. */
  serveSocket(socket: WebSocket): void
  /** Gives a download by its one-time token; undefined when there is none (any more). @throws SlipwayError of its source */
  downloads: { open(token: string): Promise<Download | undefined> }
  /** Hands over a file that was sent under its one-time token; false when none is expected (any more). */
  uploads: { take(token: string, body: Readable): boolean }
  /** Figures for Prometheus, when they are to be given out. */
  metrics: {
    readonly enabled: boolean
    accepts(token: string): boolean
    /** @throws SlipwayError */
    text(): Promise<string>
  }
}
