import type { Duplex } from 'node:stream'
import { type Head, parseHead } from './bytes.ts'

/** One that nobody asked anything for so long is hung up; milliseconds. */
const IDLE_MS = 30_000
/** What a connection fails of that the other end had closed. */
const CLOSED = new Set(['ECONNRESET', 'EPIPE'])
const LONGEST_ANSWER = 4 * 1024 * 1024

/** A whole answer. */
export type Answered = { status: number; text: string }
type Asked = { resolve: (answer: Answered) => void; reject: (error: unknown) => void; began: boolean }

/**
 * Connections that are kept open for small answers that are asked for again and again, past Node’s HTTP client: what that
 * does for one request costs several times what such an answer does.
 */
export class KeptConnections {
  readonly #dial: () => Promise<Duplex>
  readonly #free: KeptConnection[] = []
  readonly #all = new Set<KeptConnection>()
  #idle: NodeJS.Timeout | undefined
  /** How often all were hung up: one that was being dialled then comes too late. */
  #closed = 0

  constructor(dial: () => Promise<Duplex>) {
    this.#dial = dial
  }

  /**
   * Asks with GET. `timeout`: milliseconds for the whole answer.
   * @throws the system’s own error, one with an HPE_ code when it is not HTTP, or the signal’s reason
   */
  async get(path: string, timeout: number, signal?: AbortSignal): Promise<Answered> {
    signal?.throwIfAborted()
    const kept = this.#free.pop()
    if (!kept) return await this.#ask(await this.#open(signal), path, timeout, signal)
    try {
      return await this.#ask(kept, path, timeout, signal)
    } catch (error) {
      // The engine may hang up at the moment it is asked; then it has not heard.
      if (!kept.unheard || !wasClosed(error)) throw error
      return await this.#ask(await this.#open(signal), path, timeout, signal)
    }
  }

  /** Hangs up all. */
  close(): void {
    this.#closed += 1
    clearTimeout(this.#idle)
    this.#idle = undefined
    for (const one of this.#all) one.hangUp(new Error('closed'))
  }

  async #open(signal: AbortSignal | undefined): Promise<KeptConnection> {
    const before = this.#closed
    const one = new KeptConnection(await this.#dial(), () => {
      this.#all.delete(one)
      const at = this.#free.indexOf(one)
      if (at !== -1) this.#free.splice(at, 1)
    })
    this.#all.add(one)
    if (this.#closed === before && !signal?.aborted) return one
    const reason = signal?.aborted ? signal.reason : new Error('closed')
    one.hangUp(reason)
    throw reason
  }

  async #ask(one: KeptConnection, path: string, timeout: number, signal: AbortSignal | undefined): Promise<Answered> {
    const abort = () => one.hangUp(signal?.reason)
    const late = () =>
      one.hangUp(Object.assign(new Error(`no answer within ${timeout / 1_000} s`), { code: 'ETIMEDOUT' }))
    const timer = setTimeout(late, timeout)
    signal?.addEventListener('abort', abort, { once: true })
    try {
      const answer = await one.ask(path)
      if (one.open) this.#free.push(one)
      return answer
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
      this.#rest()
    }
  }

  #rest(): void {
    if (this.#idle) this.#idle.refresh()
    else this.#idle = setTimeout(() => this.#hangUpFree(), IDLE_MS).unref()
  }

  #hangUpFree(): void {
    this.#idle = undefined
    for (const one of [...this.#free]) one.hangUp(new Error('idle'))
  }
}

function wasClosed(error: unknown): boolean {
  return error instanceof Error && 'code' in error && CLOSED.has(String(error.code))
}

/** One connection, with one question at a time. */
class KeptConnection {
  readonly #socket: Duplex
  readonly #gone: () => void
  #asked: Asked | undefined
  #head: Head | undefined
  #parts: Buffer[] = []
  #size = 0
  open = true
  /** The last question broke off before a byte of its answer. */
  unheard = false

  constructor(socket: Duplex, gone: () => void) {
    this.#socket = socket
    this.#gone = gone
    socket.on('data', (chunk: Buffer) => this.#take(chunk))
    socket.on('error', (error) => this.hangUp(error))
    socket.on('end', () => this.#ended())
    socket.on('close', () => this.#ended())
  }

  async ask(path: string): Promise<Answered> {
    return await new Promise<Answered>((resolve, reject) => {
      this.#asked = { resolve, reject, began: false }
      this.#socket.write(`GET ${path} HTTP/1.1\r\nHost: docker\r\n\r\n`)
    })
  }

  hangUp(reason: unknown): void {
    if (!this.open) return
    this.open = false
    this.#gone()
    this.#socket.destroy()
    const asked = this.#asked
    this.#asked = undefined
    if (!asked) return
    this.unheard = !asked.began
    asked.reject(reason)
  }

  #ended(): void {
    if (this.#asked && this.#head && !this.#head.told) this.#answer(this.#head)
    this.hangUp(Object.assign(new Error('the engine closed the connection'), { code: 'ECONNRESET' }))
  }

  #take(chunk: Buffer): void {
    // Nobody asked: this is no answer.
    if (!this.#asked) {
      this.hangUp(new Error('the engine spoke unasked'))
      return
    }
    this.#asked.began = true
    this.#size += chunk.length
    try {
      if (this.#size > LONGEST_ANSWER) throw new Error('the answer is too long')
      const body = this.#head ? chunk : this.#readHead(chunk)
      const head = this.#head
      if (!head || !body) return
      this.#parts.push(head.reader.push(body))
      if (head.told && head.reader.complete()) this.#answer(head)
    } catch (error) {
      this.hangUp(error)
    }
  }

  /** What of the body came with the head; undefined until the head is there as a whole. */
  #readHead(chunk: Buffer): Buffer | undefined {
    this.#parts.push(chunk)
    const bytes = this.#parts.length === 1 ? chunk : Buffer.concat(this.#parts)
    const end = bytes.indexOf('\r\n\r\n')
    this.#parts = end === -1 ? [bytes] : []
    if (end === -1) return undefined
    this.#head = parseHead(bytes.toString('latin1', 0, end))
    return bytes.subarray(end + 4)
  }

  #answer({ status, keeps }: Head): void {
    const text = (this.#parts.length === 1 ? this.#parts[0] : Buffer.concat(this.#parts))?.toString('utf8') ?? ''
    const asked = this.#asked
    this.#asked = undefined
    this.#head = undefined
    this.#parts = []
    this.#size = 0
    if (!keeps) this.hangUp(new Error('answered'))
    asked?.resolve({ status, text })
  }
}
