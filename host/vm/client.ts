import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import type { VmStatus } from '../../contract/index.ts'
import { Change } from '../change.ts'
import { SlipwayError } from '../errors.ts'
import { pause } from '../pause.ts'
import { VmError } from './failure.ts'
import { makeVmFolder, type VmFolder } from './folder.ts'
import { type KeeperRequest, type KeeperResult, saidLine, type Wrong } from './keeper/protocol.ts'
import type { VmPlaces } from './places.ts'

const KEEPER_MS = 60_000

type Waiting = { resolve: (result: KeeperResult) => void; reject: (error: Error) => void }

/** A line to the process that keeps a VM. */
export class VmClient {
  readonly #socket: Socket
  readonly #waiting = new Map<number, Waiting>()
  readonly #change = new Change()
  #status: VmStatus | undefined
  #lastId = 0
  #closed = false

  private constructor(socket: Socket) {
    this.#socket = socket
    const close = () => this.#close()
    socket.on('error', close).on('close', close)
    createInterface({ input: socket })
      .on('error', close)
      .on('line', (text) => this.#take(text))
  }

  /** Connects to the keeper of this VM; undefined when none is there. */
  static async find({ keeper }: VmFolder): Promise<VmClient | undefined> {
    // Asked for every second, mostly for nothing; a pipe of Windows is seen by connecting alone.
    if (process.platform !== 'win32' && !existsSync(keeper)) return undefined
    return await new Promise((resolve) => {
      const socket = connect(keeper)
      socket.once('connect', () => resolve(new VmClient(socket)))
      socket.once('error', () => resolve(undefined))
    })
  }

  /**
   * Connects to the keeper of this VM, starting one when none is there: a process of its own that outlives this one.
   * @throws SlipwayError when none comes
   */
  static async open(folder: VmFolder, stateFolder: string, { keeper }: VmPlaces): Promise<VmClient> {
    const there = await VmClient.find(folder)
    if (there) return there
    makeVmFolder(folder)
    const [program, ...args] = keeper
    const child = spawn(program, [...args, folder.name], {
      detached: true,
      stdio: 'ignore',
      windowsHide: true,
      env: { ...process.env, SLIPWAY_STATE: stateFolder },
    })
    let ended: string | undefined
    child.once('error', (error) => {
      ended = error.message
    })
    // 0: another keeper was quicker, and is the one to talk to.
    child.once('exit', (code, signal) => {
      if (code !== 0) ended = `It ended with ${code ?? signal}.`
    })
    child.unref()
    const until = Date.now() + KEEPER_MS
    while (ended === undefined && Date.now() < until) {
      const found = await VmClient.find(folder)
      if (found) return found
      await pause(25)
    }
    throw new SlipwayError('ENGINE_UNREACHABLE', {
      what: 'The process that keeps the virtual machine did not start.',
      why: ended ?? `It did not answer within ${KEEPER_MS / 1000} s.`,
      next: `Try again. If it stays, look at ${folder.path}/slipway.log.`,
    })
  }

  /** Resolves with what it gave when it is done. @throws VmError, SlipwayError */
  async do(request: KeeperRequest): Promise<KeeperResult> {
    const id = ++this.#lastId
    return await new Promise((resolve, reject) => {
      if (this.#closed) return reject(keeperGone())
      this.#waiting.set(id, { resolve, reject })
      this.#socket.write(`${JSON.stringify({ id, request })}\n`)
    })
  }

  /**
   * The status, now and after every change, until the signal or until the keeper ends.
   * @param hold keeps the VM as long as this client is connected
   */
  async *watch(hold: boolean, signal?: AbortSignal): AsyncGenerator<VmStatus> {
    await this.do({ do: 'watch', hold })
    let seen = -1
    while (true) {
      await this.#change.after(seen, signal)
      seen = this.#change.version
      if (this.#status) yield this.#status
      if (this.#closed) return
    }
  }

  /** The status as it is now. @throws SlipwayError when the keeper ends */
  async status(): Promise<VmStatus> {
    for await (const status of this.watch(false)) return status
    throw keeperGone()
  }

  close(): void {
    this.#socket.destroy()
    this.#close()
  }

  #take(text: string): void {
    const said = saidLine.safeParse(JSON.parse(text))
    if (!said.success) return
    if ('status' in said.data) {
      this.#status = said.data.status
      this.#change.bump()
      return
    }
    const waiting = this.#waiting.get(said.data.re)
    this.#waiting.delete(said.data.re)
    if ('wrong' in said.data) waiting?.reject(errorOf(said.data.wrong))
    else waiting?.resolve(said.data.result)
  }

  #close(): void {
    if (this.#closed) return
    this.#closed = true
    for (const { reject } of this.#waiting.values()) reject(keeperGone())
    this.#waiting.clear()
    this.#change.bump()
  }
}

function errorOf({ code, problem, failure }: Wrong): Error {
  if (failure) return new VmError(failure.code, failure.problem, failure.mends)
  return new SlipwayError(code ?? 'ENGINE_ERROR', problem)
}

const keeperGone = () =>
  new SlipwayError('ENGINE_UNREACHABLE', {
    what: 'The virtual machine’s keeper is gone.',
    why: 'The process that keeps it has ended.',
    next: 'Start the virtual machine: what ran on without its keeper is taken over.',
  })
