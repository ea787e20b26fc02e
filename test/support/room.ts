import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { needExecutable } from './executable.ts'

const SCRIPT = fileURLToPath(new URL('room.sh', import.meta.url))

export type RoomOptions = {
  /** Removed when the room closes. */
  folder: string
  /** The cgroup, relative to the root of cgroups, that everything the daemon starts is in. */
  cgroup: string
  /** First two numbers of the addresses of the daemon's networks, as `10.57`; empty gives it a network namespace. */
  pool: string
  daemon: readonly string[]
}

/**
 * A daemon with everything it starts in namespaces of its own, held by a pipe: it ends with this process,
 * even when this process is killed.
 */
export class Room {
  readonly #child: ChildProcessWithoutNullStreams
  readonly #replies: AsyncIterator<string>
  readonly #ended: Promise<void>

  /** @throws Error when this isn't root on Linux */
  constructor(options: RoomOptions) {
    if (process.platform !== 'linux' || process.getuid?.() !== 0) {
      throw new Error('A private engine needs root on Linux. Run this as root.')
    }
    const unshare = needExecutable('unshare', 'util-linux')
    needExecutable('ip', 'iproute2')
    this.#child = spawn(
      unshare,
      [
        ...['--fork', '--pid', '--mount', '--mount-proc', '--kill-child'],
        ...(options.pool === '' ? ['--net'] : []),
        ...['bash', SCRIPT, options.folder, options.cgroup, options.pool, ...options.daemon],
      ],
      {
        // A Ctrl-C in the terminal is for us: the room ends when we say so.
        detached: true,
        stdio: 'pipe',
        env: { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/sbin:/sbin:/usr/bin:/bin` },
      },
    )
    this.#child.stderr.resume()
    this.#child.stdin.on('error', () => {})
    this.#replies = createInterface(this.#child.stdout)[Symbol.asyncIterator]()
    this.#ended = new Promise((resolve, reject) => {
      this.#child.on('close', () => resolve())
      this.#child.on('error', reject)
    })
  }

  /** Starts the daemon; it need not be ready then. */
  async start(): Promise<void> {
    await this.#tell('start')
  }

  async alive(): Promise<boolean> {
    return (await this.#tell('alive')) === 'yes'
  }

  /** Sends the daemon a signal and, if that ends it, waits until it has. */
  async kill(signal: NodeJS.Signals): Promise<void> {
    await this.#tell(`kill ${signal.replace(/^SIG/, '')}`)
  }

  /** Ends everything in the room and removes its folder. */
  async close(): Promise<void> {
    this.#child.stdin.end()
    await this.#ended
  }

  async #tell(command: string): Promise<string> {
    this.#child.stdin.write(`${command}\n`)
    const reply = await this.#replies.next()
    if (reply.done) throw new Error(`The room is closed: can’t ${command}.`)
    return reply.value
  }
}
