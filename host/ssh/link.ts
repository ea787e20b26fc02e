import type { Duplex } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import ssh2, { type AnyAuthMethod, type Client, type ClientChannel, type ConnectConfig } from 'ssh2'
import { SlipwayError } from '../errors.ts'
import { ChannelSocket } from './channel-socket.ts'

const READY_MS = 20_000
const CHANNEL_MS = 10_000
const KEEPALIVE_MS = 5_000
const KEEPALIVE_MISSES = 3
const FIRST_WAIT_MS = 100
const LONGEST_WAIT_MS = 2_000

export type Credentials = {
  /** Tried in this order. */
  methods: AnyAuthMethod[]
  algorithms?: NonNullable<ConnectConfig['algorithms']>
  /** What to say when none of them is let in, where more is known than that. */
  refused?: SlipwayError
}

export type LinkOptions = {
  /** What it is called in messages: `ssh://me@box`. */
  name: string
  /** Opens the stream that SSH is spoken over. @throws the system’s error */
  open(signal: AbortSignal): Promise<Duplex>
  credentials(): Promise<Credentials>
  /** Why the host’s key is not good; undefined when it is. */
  refuse(key: Buffer): SlipwayError | undefined
  /** Milliseconds for which a host that is not reached is tried again; 0 unless told. A refusal is never tried again. */
  patience?: number
  /** Milliseconds without a channel after which the connection is given up; it stays unless told. */
  idle?: number
}

/**
 * One SSH connection to one host, made when it is first needed and again when it broke. All channels share it.
 * It is watched by keepalives: a host that went away is noticed within 20 s.
 */
export class SshLink {
  readonly #options: LinkOptions
  readonly #stop = new AbortController()
  #client: Promise<Client> | undefined
  #channels = 0
  #idle: NodeJS.Timeout | undefined

  constructor(options: LinkOptions) {
    this.#options = options
  }

  /** Makes the connection, unless it is there. @throws as `dialUnix` */
  async connect(): Promise<void> {
    await this.#connection()
  }

  /**
   * Opens a stream to a Unix socket of the host.
   * @throws SlipwayError when the host refuses, the system’s error when it can’t be reached, ChannelRefused when
   * it is there but does not give that stream
   */
  async dialUnix(path: string, signal?: AbortSignal): Promise<ChannelSocket> {
    return new ChannelSocket(
      await this.#channel((client, done) => client.openssh_forwardOutStreamLocal(path, done), signal),
    )
  }

  /** Opens a stream to a TCP port as the host sees it. @throws as `dialUnix` */
  async dialTcp(host: string, port: number, signal?: AbortSignal): Promise<ChannelSocket> {
    return new ChannelSocket(
      await this.#channel((client, done) => client.forwardOut('127.0.0.1', 0, host, port, done), signal),
    )
  }

  /** Starts a command line in the host’s shell; its stdin and stdout are the channel. @throws as `dialUnix` */
  async start(command: string, signal?: AbortSignal): Promise<ClientChannel> {
    return await this.#channel((client, done) => client.exec(command, done), signal)
  }

  /** Drops the connection, if there is one: the next channel makes a new one. For what changed under it, as a resume does. */
  reset(): void {
    const client = this.#client
    this.#client = undefined
    client?.then(
      (made) => made.destroy(),
      // It did not come about.
      () => {},
    )
  }

  /** Ends the connection for good. */
  close(): void {
    clearTimeout(this.#idle)
    this.#stop.abort(new Error('closed'))
    this.reset()
  }

  async #channel(
    open: (client: Client, done: (error: Error | undefined, channel: ClientChannel) => void) => void,
    signal: AbortSignal | undefined,
  ): Promise<ClientChannel> {
    clearTimeout(this.#idle)
    this.#channels++
    try {
      const channel = await this.#open(open, signal, true)
      channel.once('close', () => this.#left())
      return channel
    } catch (error) {
      this.#left()
      throw error
    }
  }

  async #open(
    open: (client: Client, done: (error: Error | undefined, channel: ClientChannel) => void) => void,
    signal: AbortSignal | undefined,
    again: boolean,
  ): Promise<ClientChannel> {
    signal?.throwIfAborted()
    const making = this.#connection()
    const client = await unlessAborted(making, signal)
    try {
      return await channelOf(client, open, signal)
    } catch (error) {
      if (error instanceof ChannelRefused || signal?.aborted) throw error
      // It is dead, as after a sleep: nobody can use it any more.
      if (this.#client === making) this.#client = undefined
      client.destroy()
      if (!again) throw error
      return await this.#open(open, signal, false)
    }
  }

  #left(): void {
    this.#channels--
    const { idle } = this.#options
    if (this.#channels > 0 || idle === undefined) return
    clearTimeout(this.#idle)
    this.#idle = setTimeout(() => this.reset(), idle)
    this.#idle.unref()
  }

  #connection(): Promise<Client> {
    const known = this.#client
    if (known !== undefined) return known
    const making = this.#connect()
    this.#client = making
    const forget = () => {
      if (this.#client === making) this.#client = undefined
    }
    making.then((client) => client.once('close', forget), forget)
    return making
  }

  async #connect(): Promise<Client> {
    const until = performance.now() + (this.#options.patience ?? 0)
    for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
      try {
        return await this.#handshake()
      } catch (error) {
        if (error instanceof SlipwayError || performance.now() + wait > until) throw error
        await sleep(wait, undefined, { signal: this.#stop.signal })
      }
    }
  }

  async #handshake(): Promise<Client> {
    const { open, credentials, refuse, name } = this.#options
    const { signal } = this.#stop
    signal.throwIfAborted()
    const { methods, algorithms, refused: notLetIn } = await credentials()
    const sock = await open(signal)
    const client = new ssh2.Client()
    let refused: SlipwayError | undefined
    try {
      await new Promise<void>((resolve, reject) => {
        const abort = () => reject(signal.reason)
        signal.addEventListener('abort', abort, { once: true })
        client.once('ready', () => {
          signal.removeEventListener('abort', abort)
          resolve()
        })
        client.on('error', (error) => {
          // An agent that isn't there: the key files are still to be tried.
          if (error.level !== 'agent') reject(refused ?? explained(error, name, notLetIn))
        })
        client.once('close', () => reject(refused ?? lost()))
        client.connect({
          sock,
          username: 'root',
          authHandler: methods,
          hostVerifier: (key: Buffer) => {
            refused = refuse(key)
            return refused === undefined
          },
          readyTimeout: READY_MS,
          keepaliveInterval: KEEPALIVE_MS,
          keepaliveCountMax: KEEPALIVE_MISSES,
          ...(algorithms && { algorithms }),
        })
      })
    } catch (error) {
      client.destroy()
      sock.destroy()
      throw error
    }
    // From here on a failure shows as the end of its channels.
    client.on('error', () => client.destroy())
    return client
  }
}

/** The host is there, but does not give the stream that was asked for. */
export class ChannelRefused extends Error {
  override name = 'ChannelRefused'
  code = 'ECONNREFUSED'
}

async function channelOf(
  client: Client,
  open: (client: Client, done: (error: Error | undefined, channel: ClientChannel) => void) => void,
  signal: AbortSignal | undefined,
): Promise<ClientChannel> {
  return await new Promise<ClientChannel>((resolve, reject) => {
    let over = false
    const leave = () => {
      over = true
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
      client.off('close', closed)
    }
    const fail = (error: unknown) => {
      if (over) return
      leave()
      reject(error)
    }
    const abort = () => fail(signal?.reason)
    const closed = () => fail(lost())
    const timer = setTimeout(
      () => fail(Object.assign(new Error(`no answer within ${CHANNEL_MS / 1000} s`), { code: 'ETIMEDOUT' })),
      CHANNEL_MS,
    )
    signal?.addEventListener('abort', abort, { once: true })
    client.once('close', closed)
    try {
      open(client, (error, channel) => {
        if (error) return fail('reason' in error ? new ChannelRefused(error.message) : error)
        // Whoever asked has left.
        if (over) return channel.close()
        leave()
        resolve(channel)
      })
    } catch (error) {
      fail(error)
    }
  })
}

async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return await work
  return await new Promise<T>((resolve, reject) => {
    const abort = () => reject(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}

const lost = () => Object.assign(new Error('the SSH connection broke'), { code: 'ECONNRESET' })

function explained(error: Error & { level?: string }, name: string, notLetIn: SlipwayError | undefined): Error {
  const { level } = error
  // A machine that is starting, or a forwarder before one that is not there, takes the connection and drops it.
  if (/lost before handshake/.test(error.message)) return lost()
  if (level === 'client-authentication') {
    if (notLetIn) return notLetIn
    return new SlipwayError(
      'UNAUTHORIZED',
      {
        what: `${name} did not let you in.`,
        why: 'It accepts none of the keys that were offered: those of the SSH agent, and the key files without a passphrase.',
        next: 'Add your key to the agent (`ssh-add`), or put its public line into `~/.ssh/authorized_keys` on that computer.',
      },
      { cause: error },
    )
  }
  if (level === 'protocol' || level === 'handshake') {
    return new SlipwayError(
      'NOT_AN_ENGINE',
      {
        what: `No SSH connection to ${name} came about.`,
        why: error.message,
        next: 'Check with `ssh -v` that an SSH server of today answers there.',
      },
      { cause: error },
    )
  }
  if (level === 'client-timeout') return Object.assign(error, { code: 'ETIMEDOUT' })
  return error
}
