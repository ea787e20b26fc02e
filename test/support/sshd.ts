import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { makeKey } from '../../host/vm/keys.ts'
import { endChild } from './end-child.ts'
import { needExecutable } from './executable.ts'
import { freePort } from './free-port.ts'

async function childrenOf(pid: number): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '')
  return text.split(' ').filter(Boolean).map(Number)
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}

/** An SSH server of a test’s own on 127.0.0.1, which lets this user in. */
export class Sshd {
  /** A home folder whose `.ssh` has the key that it lets in. */
  readonly home: string
  readonly port: number
  readonly user = userInfo().username
  #child: ChildProcess | undefined
  readonly #hostKey = makeKey()

  private constructor(home: string, port: number) {
    this.home = home
    this.port = port
  }

  /** @param settings further lines of its configuration */
  static async start(settings: readonly string[] = []): Promise<Sshd> {
    const home = await mkdtemp(join(tmpdir(), 'slipway-sshd-'))
    const sshd = new Sshd(home, await freePort())
    const client = makeKey()
    await mkdir(join(home, '.ssh'), { mode: 0o700 })
    await writeFile(join(home, '.ssh', 'id_ed25519'), client.openssh, { mode: 0o600 })
    await writeFile(join(home, 'authorized_keys'), `${client.publicLine}\n`, { mode: 0o600 })
    // Where sshd puts its children that hold no privilege.
    await mkdir('/run/sshd', { recursive: true, mode: 0o755 })
    await sshd.serve(settings)
    return sshd
  }

  /** As DOCKER_HOST has it. */
  address(socket = ''): string {
    return `ssh://${this.user}@127.0.0.1:${this.port}${socket}`
  }

  /** Its line for `known_hosts`. */
  get knownLine(): string {
    return `[127.0.0.1]:${this.port} ${this.#hostKey.publicLine}`
  }

  async know(line = this.knownLine): Promise<void> {
    await writeFile(join(this.home, '.ssh', 'known_hosts'), `${line}\n`)
  }

  /** Ends it with all its connections, and starts it with these settings. */
  async serve(settings: readonly string[] = []): Promise<void> {
    await this.end()
    const at = (name: string) => join(this.home, name)
    await writeFile(at('host_key'), this.#hostKey.openssh, { mode: 0o600 })
    const lines = [
      `Port ${this.port}`,
      'ListenAddress 127.0.0.1',
      `HostKey ${at('host_key')}`,
      `AuthorizedKeysFile ${at('authorized_keys')}`,
      `PidFile ${at('pid')}`,
      'PermitRootLogin prohibit-password',
      'PasswordAuthentication no',
      'KbdInteractiveAuthentication no',
      'StrictModes no',
      'UsePAM no',
      ...settings,
    ]
    await writeFile(at('config'), `${lines.join('\n')}\n`)
    const args = ['-D', '-e', '-f', at('config')]
    const child = spawn(needExecutable('sshd', 'openssh-server'), args, { stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    child.stderr.on('data', (part: Buffer) => {
      said += part.toString()
    })
    this.#child = child
    for (let tries = 0; !(await this.#answers()); tries++) {
      if (child.exitCode !== null || tries > 400) throw new Error(`sshd did not come up: ${said}`)
      await sleep(25)
    }
  }

  async end(): Promise<void> {
    const child = this.#child
    this.#child = undefined
    if (child?.pid === undefined) return
    // Each connection has a process of its own, which outlives the server.
    const connections = await childrenOf(child.pid)
    await endChild(child)
    for (const pid of connections) endProcess(pid)
  }

  async stop(): Promise<void> {
    await this.end()
    await rm(this.home, { recursive: true, force: true })
  }

  async #answers(): Promise<boolean> {
    return await new Promise((resolve) => {
      const socket = connect(this.port, '127.0.0.1')
      socket.once('data', () => {
        socket.destroy()
        resolve(true)
      })
      socket.once('error', () => resolve(false))
      socket.once('close', () => resolve(false))
    })
  }
}
