import { rm } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { asSlipwayError } from '../../errors.ts'
import { VmError } from '../failure.ts'
import { isAsleep, isUp } from '../state.ts'
import type { Keeper } from './keeper.ts'
import { askedLine, type KeeperRequest, type KeeperResult, type SaidLine, type Wrong } from './protocol.ts'

/** A window that is loaded anew comes back sooner than this. */
const LEFT_MS = 15_000
const UNUSED_MS = 5_000

export type KeeperServer = {
  /** Resolves when nobody needs this keeper any more: nothing runs, and nobody is connected. */
  unused: Promise<void>
  close(): Promise<void>
}

/** Lets other processes of the same person use a keeper, over a socket in the VM’s folder. @throws the system's error */
export async function serveKeeper(keeper: Keeper, path: string): Promise<KeeperServer> {
  const lines = new Set<Line>()
  let leaving: NodeJS.Timeout | undefined
  const unused = Promise.withResolvers<void>()
  const stop = new AbortController()

  /** Looks who is still there; called after whatever could have changed that. */
  const look = () => {
    clearTimeout(leaving)
    const up = isUp(keeper.state) || isAsleep(keeper.state) || keeper.state.state === 'resetting'
    if (up && (keeper.stays || [...lines].some((line) => line.holds))) return
    if (up) leaving = setTimeout(() => void keeper.stop().then(look, look), LEFT_MS)
    else if (lines.size === 0) leaving = setTimeout(() => unused.resolve(), UNUSED_MS)
  }

  keeper.attended = () => [...lines].some((line) => line.attends)
  const server = createServer((socket) => {
    const line = new Line(socket, keeper, look)
    lines.add(line)
    look()
    socket.once('close', () => {
      lines.delete(line)
      look()
    })
  })
  await listen(server, path)
  void follow(keeper, stop.signal, look)
  look()
  return {
    unused: unused.promise,
    close: async () => {
      stop.abort(new Error('closed'))
      clearTimeout(leaving)
      for (const line of lines) line.close()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

/** One process that is connected. */
class Line {
  readonly #socket: Socket
  readonly #keeper: Keeper
  readonly #changed: () => void
  readonly #gone = new AbortController()
  #watching = false
  holds = false
  attends = false

  constructor(socket: Socket, keeper: Keeper, changed: () => void) {
    this.#socket = socket
    this.#keeper = keeper
    this.#changed = changed
    socket.on('error', () => socket.destroy())
    socket.once('close', () => this.#gone.abort(new Error('gone')))
    createInterface({ input: socket })
      .on('error', () => {})
      .on('line', (text) => void this.#take(text))
  }

  close(): void {
    this.#socket.end()
  }

  async #take(text: string): Promise<void> {
    const asked = askedLine.safeParse(json(text))
    if (!asked.success) {
      this.#socket.destroy()
      return
    }
    const { id, request } = asked.data
    try {
      const result = await this.#do(request)
      this.#say({ re: id, ...(result !== undefined && { result }) })
    } catch (error) {
      this.#say({ re: id, wrong: wrongOf(error) })
    }
    this.#changed()
  }

  async #do(request: KeeperRequest): Promise<KeeperResult> {
    const keeper = this.#keeper
    switch (request.do) {
      case 'watch':
        this.holds ||= request.hold
        if (!this.#watching) void this.#watch()
        this.#watching = true
        return undefined
      case 'attend':
        this.attends = request.attends
        return undefined
      case 'start': {
        const { stay, repair = false, cold = false } = request
        await keeper.start({ stay, repair, cold })
        return undefined
      }
      case 'stop':
        await keeper.stop(request.seconds)
        return undefined
      case 'change':
        await keeper.change(request.settings)
        return undefined
      case 'restore':
        await keeper.disk.restore(request.point)
        return undefined
      case 'forget':
        await keeper.disk.forget(request.point)
        return undefined
      case 'set-disk-aside':
        await keeper.disk.setAside()
        return undefined
      case 'keep':
        return await keeper.disk.keep()
      case 'try-mount':
        return await keeper.tryMount(request.path)
      case 'trim':
        return await keeper.trim()
      case 'reset':
      case 'look':
        await keeper.disk[request.do]()
        return undefined
      default:
        await keeper[request.do]()
        return undefined
    }
  }

  async #watch(): Promise<void> {
    try {
      for await (const status of this.#keeper.watch(this.#gone.signal)) {
        this.#say({ status })
        // A reader that is slow gets the newest when it is ready for it.
        if (this.#socket.writableNeedDrain)
          await new Promise((resolve) => this.#socket.once('drain', resolve).once('close', resolve))
      }
    } catch (error) {
      if (!this.#gone.signal.aborted) throw error
    }
  }

  #say(line: SaidLine): void {
    if (this.#socket.writable) this.#socket.write(`${JSON.stringify(line)}\n`)
  }
}

async function follow(keeper: Keeper, signal: AbortSignal, look: () => void): Promise<void> {
  let last = ''
  try {
    for await (const { state } of keeper.watch(signal)) {
      if (state.state !== last) look()
      last = state.state
    }
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

async function listen(server: Server, path: string): Promise<void> {
  // Whoever left it there is gone: we hold the lock.
  if (process.platform !== 'win32') await rm(path, { force: true })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(path, resolve))
}

function wrongOf(error: unknown): Wrong {
  if (error instanceof VmError) return { problem: error.failure.problem, failure: error.failure }
  const { code, problem } = asSlipwayError(error, 'The virtual machine could not do that.')
  return { code, problem }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
