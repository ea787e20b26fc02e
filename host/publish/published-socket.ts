import { createServer, type Server, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { Change } from '../change.ts'
import { asSlipwayError } from '../errors.ts'
import { splice } from '../splice.ts'
import { listenPrivately } from './listen.ts'

export type PublishedSocketOptions = {
  /** Of the Unix socket, or of the named pipe. */
  path: string
  /** Opens a stream to the engine: for one that sleeps it wakes it first. @throws what is then said to the client */
  dial(signal: AbortSignal): Promise<Duplex>
}

/**
 * An engine offered under an address of ours, byte for byte: to the docker command, Compose, IDEs, Testcontainers.
 * Each connection is one to the engine.
 */
export class PublishedSocket {
  /** Bumped when `connections` changes. */
  readonly change = new Change()
  readonly #open = new Set<Socket>()
  readonly #server: Server
  readonly #stop = new AbortController()
  readonly #dial: PublishedSocketOptions['dial']

  private constructor(dial: PublishedSocketOptions['dial']) {
    this.#dial = dial
    this.#server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (socket) => this.#take(socket))
  }

  /** @throws the system’s error; see `listenPrivately` */
  static async open({ path, dial }: PublishedSocketOptions): Promise<PublishedSocket> {
    const published = new PublishedSocket(dial)
    await listenPrivately(published.#server, path)
    return published
  }

  /** How many clients are connected now. */
  get connections(): number {
    return this.#open.size
  }

  /** Ends every connection, and takes the socket away. */
  async close(): Promise<void> {
    this.#stop.abort(new Error('closed'))
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()))
    for (const socket of this.#open) socket.destroy()
    await closed
  }

  #take(client: Socket): void {
    this.#open.add(client)
    this.change.bump()
    const gone = new AbortController()
    client.on('error', () => client.destroy())
    client.on('close', () => {
      gone.abort(new Error('the client left'))
      this.#open.delete(client)
      this.change.bump()
    })
    this.#dial(AbortSignal.any([this.#stop.signal, gone.signal])).then(
      (engine) => {
        if (client.destroyed) engine.destroy()
        else splice(client, engine)
      },
      (error) => refuse(client, error),
    )
  }
}

/** Says, as an engine would, why there is none: the client shows it as it shows an engine’s own words. */
function refuse(client: Socket, error: unknown): void {
  const { what, why, next } = asSlipwayError(error, 'Slipway can’t reach the engine.').problem
  const body = JSON.stringify({ message: `${what} ${why} ${next}` })
  const head = [
    'HTTP/1.1 503 Service Unavailable',
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ]
  // Its request is read first: an answer before the question is taken for a broken connection.
  client.once('data', () => {
    client.end(`${head.join('\r\n')}\r\n\r\n${body}`)
  })
  client.resume()
}
