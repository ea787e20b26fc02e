import type { Duplex } from 'node:stream'
import ssh2 from 'ssh2'
import { EngineClient } from '../../engine/index.ts'
import { SlipwayError } from '../../errors.ts'
import { SshLink } from '../../ssh/index.ts'

const SOCKET = '/run/docker.sock'
/** Milliseconds for which a guest that does not answer is tried again: it may be starting, or be waking up. */
const PATIENCE_MS = 15_000

export type VmConnectionOptions = {
  /** The machine’s name. */
  name: string
  /** Opens a stream to the guest’s SSH server. @throws the system’s error */
  openSsh(signal?: AbortSignal): Promise<Duplex>
  /** The host’s private key, as OpenSSH has it. */
  clientKey: string
  /** The guest’s public key, as one line: `ssh-ed25519 AAAA…`. */
  hostKeyPublic: string
}

/** What a command in the guest came to. */
export type Ran = { code: number | null; out: string; err: string }

/** The one SSH connection to a guest; it is made when first needed, and again after a sleep, a resume, a restart. */
export class VmConnection {
  readonly #link: SshLink
  readonly #name: string

  /** @throws Error when a key can’t be read */
  constructor({ name, openSsh, clientKey, hostKeyPublic }: VmConnectionOptions) {
    const key = ssh2.utils.parseKey(clientKey)
    if (key instanceof Error) throw key
    const pinned = Buffer.from(hostKeyPublic.split(' ')[1] ?? '', 'base64')
    this.#name = name
    this.#link = new SshLink({
      name: `the virtual machine “${name}”`,
      open: openSsh,
      credentials: async () => ({
        methods: [{ type: 'publickey', username: 'root', key }],
        algorithms: { serverHostKey: ['ssh-ed25519'] },
      }),
      refuse: (shown) => (shown.equals(pinned) ? undefined : notOurs(name)),
      patience: PATIENCE_MS,
    })
  }

  /** Makes the connection, so that it is there when it is needed; whoever needs it is told what went wrong. */
  warm(): void {
    this.#link.connect().catch(() => {})
  }

  /** Opens a stream to the guest’s engine. @throws SlipwayError, ChannelRefused while its engine is down, or the system’s error */
  async dial(signal?: AbortSignal): Promise<Duplex> {
    return await this.#link.dialUnix(SOCKET, signal)
  }

  /** Opens a stream to a TCP port as the guest sees it. @throws as `dial` */
  async dialTcp(address: string, port: number, signal?: AbortSignal): Promise<Duplex> {
    return await this.#link.dialTcp(address, port, signal)
  }

  /** A client of the guest’s engine over this connection. */
  client(): EngineClient {
    return new EngineClient({ kind: 'stream', name: this.#name, open: (signal) => this.dial(signal) })
  }

  /** Runs a command line in the guest’s shell. @throws as `dial` */
  async run(command: string, signal?: AbortSignal): Promise<Ran> {
    const channel = await this.#link.start(command, signal)
    const [out, err]: [Buffer[], Buffer[]] = [[], []]
    channel.on('data', (part: Buffer) => out.push(part))
    channel.stderr.on('data', (part: Buffer) => err.push(part))
    channel.end()
    return await new Promise((resolve, reject) => {
      let code: number | null = null
      const abort = () => {
        channel.close()
        reject(signal?.reason)
      }
      signal?.addEventListener('abort', abort, { once: true })
      channel.once('exit', (ended: number | null) => {
        code = ended
      })
      channel.once('close', () => {
        signal?.removeEventListener('abort', abort)
        resolve({ code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() })
      })
    })
  }

  /** Drops the connection, if there is one: what goes on after a resume is a new one. */
  reset(): void {
    this.#link.reset()
  }

  close(): void {
    this.#link.close()
  }
}

const notOurs = (name: string) =>
  new SlipwayError('HOST_KEY_CHANGED', {
    what: `What answers is not the virtual machine “${name}”: Slipway did not connect.`,
    why: 'It shows another key than the one that was made for this machine. Another program may have taken its port.',
    next: 'Restart the virtual machine: `slipway vm restart`. If it stays, look which program listens on 127.0.0.1.',
  })
