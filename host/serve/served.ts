import type { Readable } from 'node:stream'
import type { WebSocket } from 'ws'

/** A file on its way to the browser. */
export type Download = { fileName: string; contentType: string; body: Readable }

/** What the browser face needs of the host. */
export type Served = {
  /** Serves the contract over a WebSocket until it closes. */
  serveSocket(socket: WebSocket): void
  /** Gives a download by its one-time token; undefined when there is none (any more). */
  downloads?: { open(token: string): Promise<Download | undefined> }
}
