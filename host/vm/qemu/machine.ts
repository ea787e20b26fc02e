import { connect } from 'node:net'
import type { Duplex } from 'node:stream'
import { z } from 'zod'
import { SlipwayError } from '../../errors.ts'
import { pause } from '../../pause.ts'
import type { Capabilities, Ending, Forward, Machine, Running } from '../driver.ts'
import type { VmFolder } from '../folder.ts'
import { type Qmp, QmpError } from '../qmp.ts'
import { DATA_DISK, NETWORK } from './arguments.ts'
import { saveTo } from './migration.ts'

export type QemuMachineOptions = {
  folder: VmFolder
  capabilities: Capabilities
  described: string
  pid: number
  qmp: Qmp
  control: Duplex
  /** The host’s port that leads to the guest’s SSH server. */
  sshPort: number
  /** Resolves when the process is gone. */
  ended: Promise<Ending>
}

const statusSchema = z.object({ status: z.string() })
/** QEMU’s own words for why a machine stands still. */
const STILL: Record<string, Running> = {
  paused: 'paused',
  prelaunch: 'paused',
  'io-error': 'disk-full',
  postmigrate: 'saved',
}

/** A QEMU that runs, whoever started it. */
export class QemuMachine implements Machine {
  readonly capabilities: Capabilities
  readonly described: string
  readonly pid: number
  readonly sshPort: number
  readonly control: Duplex
  readonly ended: Promise<Ending>
  readonly #folder: VmFolder
  readonly #qmp: Qmp

  constructor({ folder, capabilities, described, pid, qmp, control, sshPort, ended }: QemuMachineOptions) {
    this.#folder = folder
    this.capabilities = capabilities
    this.described = described
    this.pid = pid
    this.#qmp = qmp
    this.control = control
    this.sshPort = sshPort
    this.ended = ended.finally(() => {
      qmp.close()
      control.destroy()
    })
  }

  async openSsh(signal?: AbortSignal): Promise<Duplex> {
    signal?.throwIfAborted()
    return await new Promise((resolve, reject) => {
      const socket = connect({ host: '127.0.0.1', port: this.sshPort, noDelay: true, ...(signal && { signal }) })
      socket.once('error', reject)
      socket.once('connect', () => {
        socket.off('error', reject)
        resolve(socket)
      })
    })
  }

  async running(): Promise<Running> {
    const { status } = await this.#qmp.ask(statusSchema, 'query-status')
    return status === 'running' ? 'running' : (STILL[status] ?? 'other')
  }

  onRunning(listener: (running: Running) => void): () => void {
    return this.#qmp.listen(({ event }) => {
      if (event !== 'STOP' && event !== 'RESUME') return
      // A line that broke meanwhile is the machine’s end, of which `ended` tells.
      this.running().then(listener, () => {})
    })
  }

  async pause(): Promise<void> {
    await this.#qmp.tell('stop')
  }

  async resume(): Promise<void> {
    await this.#qmp.tell('cont')
  }

  async save(progress: (done: number, total: number) => void): Promise<void> {
    await saveTo(this.#folder.saved, this.#qmp, progress)
    await this.#end()
  }

  async balloon(bytes: number): Promise<void> {
    await this.#qmp.tell('balloon', { value: bytes })
  }

  async memory(): Promise<number> {
    return (await this.#qmp.ask(z.object({ actual: z.number() }), 'query-balloon')).actual
  }

  async growDisk(bytes: number): Promise<void> {
    await this.#qmp.tell('block_resize', { device: DATA_DISK, size: bytes })
  }

  async forward(port: Forward): Promise<number> {
    const before = port.hostPort === 0 ? await forwardsOf(this.#qmp) : []
    const refused = await this.#qmp.type(
      `hostfwd_add ${NETWORK} ${rule(port)}-${port.guestAddress ?? ''}:${port.guestPort}`,
    )
    if (refused !== '') throw portTaken(port, refused)
    if (port.hostPort !== 0) return port.hostPort
    const known = new Set(before.map(({ hostPort }) => hostPort))
    const added = (await forwardsOf(this.#qmp)).find(
      (one) => !known.has(one.hostPort) && one.guestPort === port.guestPort && one.protocol === port.protocol,
    )
    if (added === undefined) throw new QmpError('QEMU does not say which port it chose.')
    return added.hostPort
  }

  async unforward(port: Forward): Promise<void> {
    const said = await this.#qmp.type(`hostfwd_remove ${NETWORK} ${rule(port)}`)
    if (!/removed|not found/.test(said)) throw new QmpError(said)
  }

  async kill(): Promise<void> {
    try {
      process.kill(this.pid, 'SIGKILL')
    } catch {
      // It has ended meanwhile.
    }
    await this.ended
  }

  /** Asks the process to end, and makes it when it does not. */
  async #end(): Promise<void> {
    await this.#qmp.tell('quit').catch(() => {})
    const late = new AbortController()
    await Promise.race([
      this.ended,
      pause(5_000, late.signal).then(
        () => this.kill(),
        () => {},
      ),
    ])
    late.abort()
  }
}

/** What QEMU’s user network forwards now. */
export async function forwardsOf(qmp: Qmp): Promise<Forward[]> {
  const lines = (await qmp.type('info usernet')).split('\n')
  return lines.flatMap((line) => {
    const [, kind = '', hostAddress = '', hostPort = '', guestPort = ''] =
      /^\s*(TCP|UDP)\[HOST_FORWARD\]\s+\S+\s+(\S+)\s+(\d+)\s+\S+\s+(\d+)/.exec(line) ?? []
    if (kind === '') return []
    const protocol = kind === 'UDP' ? 'udp' : 'tcp'
    return [{ protocol, hostAddress, hostPort: Number(hostPort), guestPort: Number(guestPort) }]
  })
}

/** A part of the monitor’s line: what goes in has to be what it looks like. */
function rule({ protocol, hostAddress, hostPort }: Forward): string {
  if (!/^(\d{1,3}\.){3}\d{1,3}$/.test(hostAddress) || !Number.isInteger(hostPort)) {
    throw new SlipwayError('INVALID', {
      what: `QEMU can’t publish a port at ${hostAddress}.`,
      why: 'It takes an IPv4 address and a whole number as the port.',
      next: 'Publish it at 127.0.0.1 or 0.0.0.0.',
    })
  }
  return `${protocol}:${hostAddress}:${hostPort}`
}

const portTaken = ({ protocol, hostAddress, hostPort }: Forward, why: string) =>
  new SlipwayError('PORT_IN_USE', {
    what: `Port ${hostPort}/${protocol} at ${hostAddress} can’t be published.`,
    why,
    next: 'Stop what uses it, or publish another port.',
  })
