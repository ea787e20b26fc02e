import { connect } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Problem } from '../../../contract/index.ts'
import { Change } from '../../change.ts'
import { asSlipwayError } from '../../errors.ts'
import type { Machine } from '../driver.ts'
import { type Binding, keyOf, wayOf } from './binding.ts'
import { type Listening, listenTcp, listenUdp, tryListen } from './listeners.ts'
import { noWay, portProblem } from './problems.ts'

/** A port that is published, and why not, where it could not be. */
export type Forwarded = Binding & { problem?: Problem }

export type ForwardsOptions = {
  machine: Pick<Machine, 'capabilities' | 'forward' | 'unforward'>
  /** Opens a stream to a port as the guest sees it. */
  dialTcp(address: string, port: number, signal: AbortSignal): Promise<Duplex>
  /** A container’s own address, by which the guest reaches it. */
  addressOf(container: string): string | undefined
}

/** What containers publish, on this computer: brought about and taken back one after the other. */
export class Forwards {
  /** Bumped when the list changes. */
  readonly change = new Change()
  readonly #options: ForwardsOptions
  #wanted: readonly Binding[] = []
  readonly #there = new Map<string, { binding: Forwarded; listening: Listening | undefined }>()
  #work: Promise<void> = Promise.resolve()

  constructor(options: ForwardsOptions) {
    this.#options = options
  }

  /** What is published now, with what could not be. */
  list(): Forwarded[] {
    return [...this.#there.values()].map(({ binding }) => binding)
  }

  /** Publishes these, and nothing else; resolves when that is done. */
  async set(bindings: readonly Binding[]): Promise<void> {
    this.#wanted = bindings
    await this.#reconcile()
  }

  /** Takes everything back. */
  async close(): Promise<void> {
    await this.set([])
  }

  #reconcile(): Promise<void> {
    this.#work = this.#work.then(() => this.#step())
    return this.#work
  }

  async #step(): Promise<void> {
    const wanted = new Map(this.#wanted.map((binding) => [keyOf(binding), binding]))
    for (const [key, { binding, listening }] of this.#there) {
      if (wanted.get(key)?.container.id === binding.container.id) continue
      this.#there.delete(key)
      this.change.bump()
      // One that can’t be taken back goes with the machine; nothing of ours depends on it.
      await listening?.close().catch(() => {})
    }
    // Those that others lead to come first.
    const order = [...wanted].sort(
      ([, one], [, other]) => Number(one.address.includes(':')) - Number(other.address.includes(':')),
    )
    for (const [key, binding] of order) {
      if (this.#there.has(key)) continue
      try {
        this.#there.set(key, { binding, listening: await this.#open(binding, wanted.values()) })
      } catch (error) {
        const { problem } = asSlipwayError(error, 'The port could not be published.')
        this.#there.set(key, { binding: { ...binding, problem }, listening: undefined })
      }
      this.change.bump()
    }
  }

  async #open(binding: Binding, all: Iterable<Binding>): Promise<Listening> {
    const { protocol, address, port } = binding
    const way = wayOf(binding, all, this.#options.machine.capabilities.forward)
    try {
      if (way.by === 'machine') return await this.#byMachine(binding, way.guestAddress)
      if (way.by === 'sibling' && protocol === 'udp')
        return await listenUdp(address, port, { address: way.address, port })
      if (way.by === 'sibling') return await listenTcp(address, port, (signal) => dialHere(way.address, port, signal))
      if (way.by === 'ssh') return await listenTcp(address, port, (signal) => this.#dialContainer(binding, signal))
    } catch (error) {
      throw await portProblem(binding, error)
    }
    throw noWay(binding)
  }

  async #byMachine({ protocol, address, port }: Binding, guestAddress: string | undefined): Promise<Listening> {
    const { machine } = this.#options
    const forward = {
      protocol,
      hostAddress: address,
      hostPort: port,
      guestPort: port,
      ...(guestAddress !== undefined && { guestAddress }),
    }
    try {
      await machine.forward(forward)
    } catch (error) {
      // QEMU says no more than that it did not work; the system itself says why.
      await tryListen(protocol, address, port)
      throw error
    }
    return { close: () => machine.unforward(forward) }
  }

  async #dialContainer({ container, inside, address, port }: Binding, signal: AbortSignal): Promise<Duplex> {
    const inner = this.#options.addressOf(container.id)
    // Without an address of its own it uses the guest’s network.
    return await this.#options.dialTcp(inner ?? address, inner === undefined ? port : inside, signal)
  }
}

async function dialHere(address: string, port: number, signal: AbortSignal): Promise<Duplex> {
  return await new Promise((resolve, reject) => {
    const socket = connect({ host: address, port, noDelay: true, allowHalfOpen: true, signal })
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.off('error', reject)
      resolve(socket)
    })
  })
}
