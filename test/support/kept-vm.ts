import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { VmStatus } from '../../contract/index.ts'
import { vmStatus } from '../../contract/vm.ts'
import { endChild } from './end-child.ts'
import { endingWithUs } from './ending-with-us.ts'
import { accessEngine, type EngineAccess } from './engine.ts'
import { run } from './run.ts'

const MAIN = fileURLToPath(new URL('../../host/cli/main.ts', import.meta.url))

/** A virtual machine as a person has it, by `slipway vm`, with a state folder of its own. */
export class KeptVm {
  readonly state: string
  readonly folder: string
  /** The person’s home, which containers can mount. */
  readonly home: string
  #tunnel: ChildProcess | undefined

  private constructor(state: string, home: string) {
    this.state = state
    this.home = home
    this.folder = join(state, 'vm', 'default')
  }

  /** One that another process made. */
  static at(state: string, home: string): KeptVm {
    return new KeptVm(state, home)
  }

  static async make(): Promise<KeptVm> {
    const folder = () => mkdtemp(join(tmpdir(), 'slipway-kept-'))
    return new KeptVm(await folder(), await folder())
  }

  /** `slipway vm …`. @throws Error with what it said when it fails */
  async slipway(...args: string[]): Promise<string> {
    const node = ['--disable-warning=ExperimentalWarning', MAIN]
    return await run(process.execPath, [...node, 'vm', ...args], {
      env: { ...process.env, SLIPWAY_STATE: this.state, HOME: this.home },
    })
  }

  async status(): Promise<VmStatus> {
    return vmStatus.parse(JSON.parse(await this.slipway('status', '--json')))
  }

  /** Waits until it is in that state. @param deadline in milliseconds */
  async until(state: VmStatus['state']['state'], deadline = 300_000): Promise<VmStatus> {
    const ends = Date.now() + deadline
    while (true) {
      const status = await this.status()
      if (status.state.state === state) return status
      if (Date.now() > ends) throw new Error(`It is not ${state}: ${JSON.stringify(status)}\n${await this.#log()}`)
      await sleep(250)
    }
  }

  /** Its engine, as it is published. */
  async published(): Promise<EngineAccess> {
    return accessEngine((await this.status()).address, this.state)
  }

  /** Its engine, through an SSH tunnel of the test’s own, which ends when the machine does. */
  async engine(): Promise<EngineAccess> {
    const { shell = [] } = await this.status()
    const [program = 'ssh', ...args] = shell
    const socket = join(this.state, 'engine.sock')
    await this.#closeTunnel()
    await rm(socket, { force: true })
    const forward = ['-N', '-o', 'ExitOnForwardFailure=yes', '-L', `${socket}:/run/docker.sock`]
    const [first, ...rest] = endingWithUs(program, [...forward, ...args])
    const tunnel = spawn(first, rest, { stdio: 'ignore' })
    this.#tunnel = tunnel
    while (!existsSync(socket)) {
      if (tunnel.exitCode !== null) throw new Error(`ssh ended with ${tunnel.exitCode}.`)
      await sleep(20)
    }
    return accessEngine(`unix://${socket}`, this.state)
  }

  /** Ends all of it, whatever is left, and removes it. */
  async remove(): Promise<void> {
    await this.#closeTunnel()
    await this.slipway('stop').catch(() => '')
    const { processes } = await this.status()
    for (const pid of [processes.keeper, processes.machine]) if (pid !== undefined) await kill(pid)
    for (const folder of [this.state, this.home]) await rm(folder, { recursive: true, force: true })
  }

  /** The end of what its keeper wrote down. */
  async #log(): Promise<string> {
    return (await readFile(join(this.folder, 'slipway.log'), 'utf8').catch(() => '')).slice(-3000)
  }

  async #closeTunnel(): Promise<void> {
    if (this.#tunnel) await endChild(this.#tunnel)
    this.#tunnel = undefined
  }
}

/** Kills a process as a power cut would, and waits until it is gone. */
export async function kill(pid: number): Promise<void> {
  try {
    process.kill(pid, 'SIGKILL')
    while (process.kill(pid, 0)) await sleep(20)
  } catch {
    // It is gone.
  }
}
