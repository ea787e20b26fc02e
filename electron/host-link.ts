import { join } from 'node:path'
import { MessageChannelMain, type UtilityProcess, utilityProcess, type WebContents } from 'electron'
import type { Problem } from '../contract/index.ts'
import type { VmPlaces } from '../host/index.ts'
import type { FromHost, ToHost } from './host-messages.ts'
import { answerSecret } from './keychain.ts'

const CLOSE_MS = 1_200
/** A host that ends more often than this within a minute won’t get better by itself. */
const MAX_STARTS = 4

type HostLinkOptions = { engine: string | undefined; vm: VmPlaces; onFailed: (problem: Problem) => void }

/** The host’s process: started, connected to windows, started again when it breaks, closed in order. */
export class HostLink {
  readonly #options: HostLinkOptions
  readonly #saving = new Map<number, (problem: Problem | undefined) => void>()
  #process: UtilityProcess
  #starts: number[] = []
  #saves = 0
  #closing = false

  constructor(options: HostLinkOptions) {
    this.#options = options
    this.#process = this.#fork()
  }

  /** Gives a page its own line to the host. */
  connect(page: WebContents): void {
    const { port1, port2 } = new MessageChannelMain()
    this.#send({ type: 'port' }, port1)
    page.postMessage('slipway:port', null, [port2])
  }

  /** Writes a download of the host to a file; gives why it did not work, if so. */
  async save(token: string, file: string): Promise<Problem | undefined> {
    const id = ++this.#saves
    return await new Promise((resolve) => {
      this.#saving.set(id, resolve)
      this.#send({ type: 'save', id, token, file })
    })
  }

  /** Ends the host: told first, killed when it takes too long. */
  async close(): Promise<void> {
    this.#closing = true
    if (this.#process.pid === undefined) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => this.#process.kill(), CLOSE_MS)
      this.#process.once('exit', () => {
        clearTimeout(timer)
        resolve()
      })
      this.#send({ type: 'close' })
    })
  }

  #send(message: ToHost, ...ports: Electron.MessagePortMain[]): void {
    this.#process.postMessage(message, ports)
  }

  #fork(): UtilityProcess {
    const { engine, vm } = this.#options
    const child = utilityProcess.fork(
      join(__dirname, 'host-process.cjs'),
      [`--vm=${JSON.stringify(vm)}`, ...(engine === undefined ? [] : [`--engine=${engine}`])],
      // As the browser face is started: see scripts/node-options.mjs.
      { serviceName: 'Slipway host', stdio: 'inherit', execArgv: ['--max-semi-space-size=4'] },
    )
    this.#starts.push(Date.now())
    child.on('message', (message: FromHost) => this.#take(message))
    child.once('exit', (code) => this.#ended(code))
    return child
  }

  #take(message: FromHost): void {
    if (message.type === 'failed') {
      this.#closing = true
      this.#options.onFailed(message.problem)
      return
    }
    if (message.type === 'secret') {
      void answerSecret(message).then((answer) => this.#send(answer))
      return
    }
    this.#saving.get(message.id)?.(message.problem)
    this.#saving.delete(message.id)
  }

  #ended(code: number): void {
    for (const settle of this.#saving.values()) settle(BROKEN)
    this.#saving.clear()
    if (this.#closing) return
    this.#starts = this.#starts.filter((at) => at > Date.now() - 60_000)
    if (this.#starts.length < MAX_STARTS) {
      // Pages notice that their port closed, and ask for a new one.
      this.#process = this.#fork()
      return
    }
    this.#closing = true
    this.#options.onFailed({
      what: 'Slipway’s host keeps ending.',
      why: `It ended ${MAX_STARTS} times within a minute, the last time with code ${code}.`,
      next: 'Start Slipway again. If it stays, please report it with the end of slipway.log in ~/.slipway.',
    })
  }
}

const BROKEN: Problem = {
  what: 'The file could not be saved.',
  why: 'Slipway’s host ended meanwhile.',
  next: 'Try again.',
}
