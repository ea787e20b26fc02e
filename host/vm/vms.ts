import type { Logger } from 'pino'
import type { VmStatus } from '../../contract/index.ts'
import { Change } from '../change.ts'
import { SlipwayError } from '../errors.ts'
import { pause } from '../pause.ts'
import { VmClient } from './client.ts'
import { VmError } from './failure.ts'
import { type VmFolder, vmFolder, vmNames } from './folder.ts'
import type { KeeperRequest, KeeperResult } from './keeper/protocol.ts'
import { savedStatus } from './keeper/saved-status.ts'
import type { VmPlaces } from './places.ts'

/** The one that is always shown, whether it was made or not. */
export const DEFAULT_VM = 'default'
/** How often it is looked for a VM that another process began to keep. */
const LOOK_MS = 1_000

export type VmsOptions = {
  stateFolder: string
  /** Undefined where this Slipway has nothing to keep one with. */
  places: VmPlaces | undefined
  log: Logger
  /** A VM was made, or its engine answers from now on. */
  onEngine(address: string): void
}

/** Every virtual machine of this person, whichever process keeps it. Holds those that were started here. */
export class Vms {
  readonly #options: VmsOptions
  readonly #change = new Change()
  readonly #statuses = new Map<string, VmStatus>()
  readonly #stop = new AbortController()
  readonly #following = new Map<string, Promise<void>>()
  readonly #clients = new Map<string, VmClient>()
  #lookers = 0
  readonly #looking: Promise<void>

  constructor(options: VmsOptions) {
    this.#options = options
    this.#looking = this.#look()
  }

  get places(): VmPlaces | undefined {
    return this.#options.places
  }

  /** All of them; the default one, not made yet, only where it can be. */
  list(): VmStatus[] {
    const all = [...this.#statuses.values()].sort((a, b) => a.name.localeCompare(b.name))
    return this.places ? all : all.filter(({ name, state }) => name !== DEFAULT_VM || state.state !== 'absent')
  }

  /** All of them, now and after every change. */
  watch(signal?: AbortSignal): AsyncGenerator<VmStatus[]> {
    return this.#change.each(() => this.list(), signal)
  }

  /** Somebody looks at Slipway, until the signal: meanwhile no VM falls asleep, and one whose engine is shown is woken. */
  async *attended<T>(stream: AsyncGenerator<T>, shows: (address: string) => boolean): AsyncGenerator<T> {
    this.#attend(1)
    try {
      for await (const value of stream) {
        for (const { name, state, address } of this.list())
          if (state.state === 'asleep' && shows(address)) void this.do(name, { do: 'resume' }).catch(() => {})
        yield value
      }
    } finally {
      this.#attend(-1)
    }
  }

  /**
   * Has the VM’s keeper do something, starting a keeper when there is none.
   * @throws SlipwayError with the reason
   */
  async do(name: string, request: KeeperRequest): Promise<KeeperResult> {
    const { stateFolder, places } = this.#options
    if (places === undefined) throw noKeeper()
    const client = await VmClient.open(this.folder(name), stateFolder, places)
    try {
      return await client.do(request)
    } catch (error) {
      throw error instanceof VmError ? asDeclared(error) : error
    } finally {
      client.close()
    }
  }

  /** @throws SlipwayError NOT_FOUND */
  status(name: string): VmStatus {
    const status = this.#statuses.get(name)
    if (status) return status
    throw new SlipwayError('NOT_FOUND', {
      what: `There is no virtual machine “${name}”.`,
      why: 'It was never made.',
      next: 'Choose one of those that there are.',
    })
  }

  folder(name: string): VmFolder {
    return vmFolder(this.#options.stateFolder, name)
  }

  /** Lets go of all: those that were started here stop soon after, in order, by their keeper. */
  async close(): Promise<void> {
    this.#stop.abort(new Error('closed'))
    await this.#looking
    await Promise.all(this.#following.values())
  }

  async #look(): Promise<void> {
    const { signal } = this.#stop
    while (!signal.aborted) {
      for (const name of new Set([DEFAULT_VM, ...vmNames(this.#options.stateFolder)])) {
        if (!this.#following.has(name)) this.#following.set(name, this.#follow(name))
      }
      await pause(LOOK_MS, signal).catch(() => {})
    }
  }

  /** Keeps up with one VM: with its keeper while there is one, else with its folder. */
  async #follow(name: string): Promise<void> {
    const { signal } = this.#stop
    const folder = this.folder(name)
    let known = false
    while (!signal.aborted) {
      const client = await VmClient.find(folder)
      try {
        if (client) {
          this.#clients.set(name, client)
          void client.do({ do: 'attend', attends: this.#lookers > 0 }).catch(() => {})
          for await (const status of client.watch(true, signal)) this.#take(status)
          known = false
        } else if (!known) {
          // One that did not end in order may be running: its keeper, once there is one, has to look.
          const status = await savedStatus(folder)
          if (status) this.#take(status)
          else if (this.#options.places) (await this.#open(folder)).close()
          known = status !== undefined
        }
      } catch (error) {
        if (!signal.aborted) this.#options.log.warn({ err: error, name }, 'a virtual machine can’t be followed')
      } finally {
        client?.close()
        this.#clients.delete(name)
      }
      await pause(LOOK_MS, signal).catch(() => {})
    }
  }

  #attend(lookers: number): void {
    const before = this.#lookers > 0
    this.#lookers += lookers
    const attends = this.#lookers > 0
    if (attends !== before)
      for (const client of this.#clients.values()) void client.do({ do: 'attend', attends }).catch(() => {})
  }

  async #open(folder: VmFolder): Promise<VmClient> {
    const { stateFolder, places } = this.#options
    if (places === undefined) throw noKeeper()
    return await VmClient.open(folder, stateFolder, places)
  }

  #take(status: VmStatus): void {
    const before = this.#statuses.get(status.name)
    this.#statuses.set(status.name, status)
    this.#change.bump()
    const made = status.state.state !== 'absent' && (before === undefined || before.state.state === 'absent')
    const answers = status.state.state === 'running' && before?.state.state !== 'running'
    if (made || answers) this.#options.onEngine(status.address)
  }
}

/** A failure of the machine as one that the contract declares; its buttons come with the status. */
function asDeclared({ failure: { code, problem } }: VmError): SlipwayError {
  if (code === 'host-disk-full') return new SlipwayError('DISK_FULL', problem)
  if (code === 'no-hypervisor' || code === 'image-missing') return new SlipwayError('UNSUPPORTED', problem)
  if (code === 'in-use') return new SlipwayError('CONFLICT', problem)
  return new SlipwayError('ENGINE_UNREACHABLE', problem)
}

const noKeeper = () =>
  new SlipwayError('UNSUPPORTED', {
    what: 'This Slipway has no virtual machine.',
    why: 'It was built without what one is made of.',
    next: 'Use an engine that is installed on this computer, or on another.',
  })
