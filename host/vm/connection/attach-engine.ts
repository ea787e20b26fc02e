import { readFile } from 'node:fs/promises'
import type { VmMountReport } from '../../../contract/index.ts'
import { commandLine } from '../../../contract/shell.ts'
import { negotiate } from '../../engine/index.ts'
import { SlipwayError } from '../../errors.ts'
import type { Attach, Attachment, MachineLink } from '../attachment.ts'
import { Forwards } from '../ports/forwards.ts'
import { Mounts, shareOf } from '../shares/mounts.ts'
import { Shares } from '../shares/shares.ts'
import { tryMount } from '../shares/try-mount.ts'
import { Running } from './running.ts'
import { VmConnection } from './vm-connection.ts'

const PROBE_MS = 3_000

/** A machine’s engine, on this computer: its socket, what its containers publish, and the folders they mount. */
export const attachEngine: Attach = async (link) => {
  const { folder, machine, door } = link
  const [clientKey, hostKeyPublic] = await Promise.all([
    readFile(folder.clientKey, 'utf8'),
    readFile(folder.hostKeyPublic, 'utf8'),
  ])
  const connection = new VmConnection({
    name: folder.name,
    openSsh: (signal) => machine.openSsh(signal),
    clientKey,
    hostKeyPublic,
  })
  await door.lead((signal) => connection.dial(signal))
  const attachment = new EngineAttachment(link, connection)
  // It takes a moment in an emulated machine, and the engine isn't there yet.
  connection.warm()
  // Before the engine starts: the containers that it starts by itself find their folders.
  await attachment.share()
  return attachment
}

/** QEMU saves no machine that has a folder of the host mounted, and a container's mount can't be taken from it. */
const folderInUse = (path: string, containers: readonly string[]) =>
  new SlipwayError('CONFLICT', {
    what: 'The virtual machine can’t be saved now.',
    why: `A folder of this computer is in use: ${containers.join(', ')} mounts ${path}.`,
    next: `Pause the virtual machine instead, or stop what uses the folder: \`${commandLine(['docker', 'stop', ...containers])}\``,
  })

class EngineAttachment implements Attachment {
  readonly #link: MachineLink
  readonly #connection: VmConnection
  readonly #client: ReturnType<VmConnection['client']>
  readonly #running: Running
  readonly #forwards: Forwards
  readonly #shares: Shares
  readonly #mounts: Mounts
  #stop: AbortController | undefined
  #following: Promise<unknown> = Promise.resolve()

  constructor(link: MachineLink, connection: VmConnection) {
    const { machine, guest } = link
    const shares = machine.capabilities.shares === '9p' ? link.shares : []
    this.#link = link
    this.#connection = connection
    this.#client = connection.client()
    const running = new Running(this.#client)
    this.#running = running
    this.#forwards = new Forwards({
      machine,
      dialTcp: (address, port, signal) => connection.dialTcp(address, port, signal),
      addressOf: (id) => running.find(id)?.address,
    })
    this.#shares = new Shares(guest, shares)
    this.#mounts = new Mounts(guest, shares, () => this.#show())
  }

  async share(): Promise<void> {
    await this.#shares.mount()
    this.#show()
  }

  async ready(signal: AbortSignal): Promise<void> {
    await negotiate(this.#client, signal)
    this.#follow()
  }

  busy(): boolean {
    return this.#running.any
  }

  async suspend(): Promise<void> {
    this.#mayLetGo()
    await this.#link.door.leave()
    await this.#unfollow()
    await this.#forwards.close()
    await this.#mounts.close()
    await this.#shares.unmount()
    this.#client.close()
    this.#connection.reset()
  }

  async resumed(): Promise<void> {
    if (this.#stop === undefined) await this.share()
    // After a sleep the connection may be whole, and terminals run over it; one that says nothing is made anew.
    else await negotiate(this.#client, AbortSignal.timeout(PROBE_MS)).catch(() => this.#connection.reset())
    await this.#link.door.lead((signal) => this.#connection.dial(signal))
    this.#follow()
  }

  async tryMount(path: string): Promise<VmMountReport> {
    const { guest, machine, shares } = this.#link
    return await tryMount({
      path,
      guest,
      connection: this.#connection,
      shares: machine.capabilities.shares === '9p' ? shares : [],
    })
  }

  async close(): Promise<void> {
    await this.#link.door.leave()
    await this.#unfollow()
    this.#client.close()
    this.#connection.close()
    await this.#mounts.close()
    await this.#forwards.close()
  }

  /** @throws SlipwayError CONFLICT while containers have folders of this computer mounted */
  #mayLetGo(): void {
    const { machine, shares } = this.#link
    if (machine.capabilities.shares !== '9p') return
    const using = this.#running.list().flatMap(({ name, binds }) => binds.map((path) => ({ name, path })))
    const shared = using.filter(({ path }) => shareOf(path, shares) !== undefined)
    const [first] = shared
    if (first) throw folderInUse(first.path, [...new Set(shared.map(({ name }) => name))])
  }

  #follow(): void {
    if (this.#stop !== undefined) return
    const stop = new AbortController()
    this.#stop = stop
    const { signal } = stop
    // Ports come at once, whatever watching a large folder takes.
    this.#following = Promise.all([
      this.#running.follow(signal),
      this.#stand((containers) => this.#forwards.set(containers.flatMap(({ bindings }) => bindings)), signal),
      this.#stand((containers) => this.#mounts.set(containers), signal),
    ])
    // Whoever lets go of it is told; until then a failure of one is no end of the keeper.
    this.#following.catch(() => {})
  }

  async #stand(work: (containers: ReturnType<Running['list']>) => Promise<void>, signal: AbortSignal): Promise<void> {
    try {
      for await (const containers of this.#running.change.each(() => this.#running.list(), signal)) {
        await work(containers)
        this.#show()
      }
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }

  async #unfollow(): Promise<void> {
    this.#stop?.abort(new Error('closed'))
    this.#stop = undefined
    await this.#following
  }

  #show(): void {
    this.#link.show({ ports: this.#forwards.list(), shares: this.#shares.list(), mounts: this.#mounts.list() })
  }
}
