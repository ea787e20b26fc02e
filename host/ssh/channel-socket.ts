import { Duplex } from 'node:stream'
import type { ClientChannel } from 'ssh2'

/**
 * A channel of an SSH connection, as Node’s HTTP client wants a socket: with half-close, backpressure both ways, and an
 * idle timeout. Ends with an error when the connection under it broke.
 */
export class ChannelSocket extends Duplex {
  readonly #channel: ClientChannel
  #unwritten: ((error?: Error | null) => void) | undefined
  #idle: NodeJS.Timeout | undefined
  #idleMs = 0
  #answered = false

  /** @param settled when the end may be told: a reason that is still to come would be too late after it */
  constructor(channel: ClientChannel, settled: Promise<unknown> = Promise.resolve()) {
    super({ allowHalfOpen: true })
    this.#channel = channel
    channel.on('data', (part: Buffer) => {
      this.#stir()
      if (!this.push(part)) channel.pause()
    })
    channel.on('end', () => {
      this.#answered = true
      void settled.then(() => this.push(null))
    })
    channel.on('close', () => this.#closed())
    // A channel has no failures of its own; what breaks is the connection, which closes it.
    channel.on('error', (error: Error) => this.destroy(error))
    channel.pause()
  }

  override _read(): void {
    this.#channel.resume()
  }

  override _write(part: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#stir()
    if (!this.#channel.writable) {
      done(broken())
      return
    }
    this.#unwritten = done
    // ssh2 takes a write and never answers when the channel closes meanwhile, so #closed does.
    this.#channel.write(part, (error?: Error | null) => {
      if (this.#unwritten === undefined) return
      this.#unwritten = undefined
      done(error)
    })
  }

  override _final(done: (error?: Error | null) => void): void {
    if (!this.#channel.writable) {
      done()
      return
    }
    this.#unwritten = done
    this.#channel.end(() => {
      if (this.#unwritten === undefined) return
      this.#unwritten = undefined
      done()
    })
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    clearTimeout(this.#idle)
    this.#channel.close()
    // What is still on its way has to be read for the channel to be given back.
    this.#channel.removeAllListeners('data')
    this.#channel.resume()
    done(error)
  }

  /** Emits `timeout` after so many milliseconds without a byte; 0 for never. */
  setTimeout(ms: number, listener?: () => void): this {
    this.#idleMs = ms
    clearTimeout(this.#idle)
    if (listener && ms > 0) this.once('timeout', listener)
    else if (listener) this.off('timeout', listener)
    this.#stir()
    return this
  }

  /** The connection that carries the channel sees to this; so do the three below. */
  setKeepAlive(): this {
    return this
  }
  setNoDelay(): this {
    return this
  }
  ref(): this {
    return this
  }
  unref(): this {
    return this
  }

  #stir(): void {
    if (this.#idleMs === 0) return
    if (this.#idle !== undefined) {
      this.#idle.refresh()
      return
    }
    this.#idle = setTimeout(() => this.emit('timeout'), this.#idleMs)
    this.#idle.unref()
  }

  #closed(): void {
    const waiting = this.#unwritten
    this.#unwritten = undefined
    waiting?.(broken())
    // The other end closes only after its last byte; a connection that broke closes without having said “end”.
    if (this.#answered) {
      if (this.readableEnded) this.destroy()
      else this.once('end', () => this.destroy())
    } else this.destroy(broken())
  }
}

const broken = () => Object.assign(new Error('the SSH connection broke'), { code: 'ECONNRESET' })
