import type { Duplex } from 'node:stream'
import { SlipwayError } from '../../errors.ts'
import { PublishedSocket } from '../../publish/index.ts'

/** Opens a stream to the engine. */
export type Dial = (signal: AbortSignal) => Promise<Duplex>

export type DoorOptions = {
  /** The socket at which the engine is published, to whoever wants it. */
  path: string
  /** The socket of Slipway’s own hosts: what they look at all the time neither keeps the machine awake nor wakes it. */
  own: string
  /** Brings the machine back from its sleep; resolves when its engine can be dialled. */
  wake(): Promise<void>
}

/** The way to a machine’s engine on this computer. It stays open while the machine sleeps: who knocks wakes it. */
export class Door {
  readonly #options: DoorOptions
  #published: PublishedSocket | undefined
  #own: PublishedSocket | undefined
  #dial: Dial | undefined

  constructor(options: DoorOptions) {
    this.#options = options
  }

  /** How many are connected, hosts of Slipway aside. */
  get connections(): number {
    return this.#published?.connections ?? 0
  }

  /** Leads to this engine from now on. @throws the system’s error when nobody can listen there */
  async lead(dial: Dial): Promise<void> {
    const { path, own } = this.#options
    this.#dial = dial
    this.#published ??= await PublishedSocket.open({ path, dial: (signal) => this.#through(signal) })
    this.#own ??= await PublishedSocket.open({ path: own, dial })
  }

  /** There is no engine for now; who knocks waits until there is. */
  async leave(): Promise<void> {
    this.#dial = undefined
    const own = this.#own
    this.#own = undefined
    await own?.close()
  }

  /** Ends every connection and takes the sockets away. */
  async close(): Promise<void> {
    await this.leave()
    const published = this.#published
    this.#published = undefined
    await published?.close()
  }

  async #through(signal: AbortSignal): Promise<Duplex> {
    if (this.#dial === undefined) await this.#options.wake()
    signal.throwIfAborted()
    if (this.#dial !== undefined) return await this.#dial(signal)
    throw new SlipwayError('ENGINE_UNREACHABLE', {
      what: 'The virtual machine’s engine can’t be reached.',
      why: 'The virtual machine has been stopped.',
      next: 'Start it: `slipway vm start`',
    })
  }
}
