import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { parse } from 'hono/utils/cookie'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Door } from './door.ts'
import type { Served } from './served.ts'

const MAX_MESSAGE_BYTES = 8 * 1024 * 1024
const HEARTBEAT_MS = 30_000

/** The WebSockets at `/rpc`: for pages of ours, signed in. */
export class Sockets {
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES })
  readonly #door: Door
  readonly #host: Served
  readonly #heartbeat: NodeJS.Timeout
  readonly #silent = new WeakSet<WebSocket>()

  constructor(server: Server, door: Door, host: Served) {
    this.#door = door
    this.#host = host
    server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head))
    this.#heartbeat = setInterval(() => this.#beat(), HEARTBEAT_MS)
    this.#heartbeat.unref()
  }

  /** Cuts every socket. */
  close(): void {
    clearInterval(this.#heartbeat)
    for (const socket of this.#server.clients) socket.terminate()
    this.#server.close()
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // A peer that leaves meanwhile is no failure of ours.
    socket.on('error', () => socket.destroy())
    const { access, sessions, cookie } = this.#door
    const site = request.headers['sec-fetch-site']
    const ours =
      access.host(request.headers.host) &&
      access.origin(request.headers.origin, typeof site === 'string' ? site : undefined)
    const id = parse(request.headers.cookie ?? '', cookie.name)[cookie.name]
    if (request.url !== '/rpc') refuse(socket, '404 Not Found')
    else if (!ours) refuse(socket, '403 Forbidden')
    else if (!sessions.holds(id)) refuse(socket, '401 Unauthorized')
    else this.#server.handleUpgrade(request, socket, head, (opened) => this.#opened(opened, id))
  }

  #opened(socket: WebSocket, session: string): void {
    const forget = this.#door.sessions.onEnd(session, () => socket.close(4401, 'signed out'))
    socket.on('close', forget)
    socket.on('error', () => socket.terminate())
    socket.on('pong', () => this.#silent.delete(socket))
    this.#host.serveSocket(socket)
  }

  /** A browser that went away without a word (sleep, a broken network) would otherwise hold its streams for ever. */
  #beat(): void {
    for (const socket of this.#server.clients) {
      if (this.#silent.has(socket)) {
        socket.terminate()
        continue
      }
      this.#silent.add(socket)
      socket.ping()
    }
  }
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`)
}
