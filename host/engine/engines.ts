import { existsSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { z } from 'zod'
import { engineDraft } from '../../contract/engines.ts'
import type { Engine, EngineDraft, EngineFacts, EngineSource } from '../../contract/index.ts'
import { commandLine } from '../../contract/shell.ts'
import { Change } from '../change.ts'
import { SlipwayError } from '../errors.ts'
import type { Inventory } from '../inventory/index.ts'
import { JsonFile } from '../json-file.ts'
import { EngineClient } from './client.ts'
import { Connection } from './connection.ts'
import { dial } from './dial.ts'
import { discover, engineIdOf, type Found, isPublished, type Surroundings } from './discovery.ts'
import { addressOf, type Endpoint, type TlsFiles } from './endpoint.ts'
import { explain } from './explain.ts'
import { handshake } from './handshake.ts'
import { parseEndpoint } from './parse-endpoint.ts'
import { trustKey } from './ssh.ts'

const keptSchema = z.object({
  added: z.array(engineDraft).default([]),
  selected: z.string().optional(),
  /** Keys of SSH hosts that the person said are good. */
  trusted: z.array(z.object({ host: z.string(), fingerprint: z.string() })).default([]),
})
type Kept = z.infer<typeof keptSchema>

type Known = { name: string; endpoint: Endpoint; source: EngineSource; connection: Connection }

export type EnginesOptions = { stateFolder: string; engine?: string; around: Surroundings }

/** Every engine that is known, each connected. */
export class Engines {
  readonly #known = new Map<string, Known>()
  readonly #change = new Change()
  readonly #file: JsonFile<Kept>
  readonly #around: Surroundings
  #selected: string | undefined
  #none = false

  private constructor(file: JsonFile<Kept>, around: Surroundings) {
    this.#file = file
    this.#around = around
  }

  /** Finds the engines and begins to connect; does not wait for them. @throws SlipwayError when `engine` is no address */
  static async open({ stateFolder, engine, around }: EnginesOptions): Promise<Engines> {
    const engines = new Engines(await JsonFile.open(join(stateFolder, 'engines.json'), keptSchema), around)
    for (const { host, fingerprint } of engines.#file.value.trusted) trustKey(host, fingerprint)
    if (engine !== undefined) {
      engines.#selected = engines.#know(
        'Command line',
        engines.#foreign(virtualMachine(engine, around) ?? parseEndpoint(engine, tlsOf(around))),
        'command-line',
      )
    }
    for (const draft of engines.#file.value.added) engines.#know(draft.name, endpointOf(draft), 'added')
    await engines.discover()
    return engines
  }

  /** Looks for engines again; keeps those that are known. */
  async discover(): Promise<void> {
    const found = await discover(this.#around)
    for (const one of found) this.#know(one.name, one.endpoint, one.source)
    const real = found.some((one) => one.source !== 'vm' && (one.source !== 'well-known' || isInstalled(one.endpoint)))
    this.#none = !real && [...this.#known.values()].every(({ source }) => source === 'vm' || source === 'well-known')
    if (this.#selected === undefined || !this.#known.has(this.#selected)) this.#selected = this.#preferred(found)
    this.#change.bump()
  }

  /** Looks for engines again, and tries the one at this address at once. */
  async discoverAt(address: string): Promise<void> {
    await this.discover()
    for (const [id, { endpoint, connection }] of this.#known) {
      if (addressOf(endpoint) !== address) continue
      connection.retry()
      // What was shown instead is the place where an engine would be, were one installed.
      if (this.#none && this.#file.value.selected === undefined) this.#selected = id
    }
    this.#change.bump()
  }

  /** The list, now and after every change. */
  watch(signal?: AbortSignal) {
    return this.#change.each(() => this.list(), signal)
  }

  list(): { engines: Engine[]; selected?: string; none: boolean } {
    const engines = [...this.#known].map(([id, { name, endpoint, source, connection }]) => ({
      id,
      name,
      address: addressOf(endpoint),
      tls: endpoint.kind === 'tcp' && endpoint.tls !== undefined,
      source,
      status: connection.status,
    }))
    return { engines, none: this.#none, ...(this.#selected !== undefined && { selected: this.#selected }) }
  }

  /** The client of a connected engine. @throws SlipwayError NOT_FOUND, or ENGINE_UNREACHABLE with the reason */
  client(id: string): EngineClient {
    return this.#find(id).connection.connected()
  }

  /** Whether there is no engine but those of Slipway itself: none was named, none is installed. */
  get none(): boolean {
    return this.#none
  }

  /** Whether the engine at this address is the one that is shown. */
  shows(address: string): boolean {
    const known = this.#selected === undefined ? undefined : this.#known.get(this.#selected)
    return known !== undefined && addressOf(known.endpoint) === address
  }

  /** What kind of engine it is; undefined while it has never answered. @throws SlipwayError NOT_FOUND */
  product(id: string): EngineFacts['product'] | undefined {
    const { status } = this.#find(id).connection
    return 'facts' in status ? status.facts.product : undefined
  }

  /** What is on an engine. @throws SlipwayError NOT_FOUND */
  inventory(id: string): Inventory {
    return this.#find(id).connection.inventory
  }

  /** Whether an engine runs on this computer, so that its folders and ports are ours, too. @throws SlipwayError NOT_FOUND */
  isHere(id: string): boolean {
    const { endpoint, connection } = this.#find(id)
    if (endpoint.kind !== 'unix' && endpoint.kind !== 'npipe' && endpoint.kind !== 'vm') return false
    const { status } = connection
    const name = 'facts' in status ? status.facts.hostname : undefined
    // The socket may be lent to a container that we run in: its folders and ports are not the engine's.
    return name === undefined || name === hostname() || !existsSync('/.dockerenv')
  }

  async select(id: string): Promise<string> {
    const { endpoint } = this.#find(id)
    this.#selected = id
    await this.#file.set({ ...this.#file.value, selected: id })
    this.#change.bump()
    return commandLine(['export', `DOCKER_HOST=${addressOf(endpoint)}`])
  }

  /** Opens a stream to the engine that is selected. @throws SlipwayError with the reason */
  async dialSelected(signal?: AbortSignal): Promise<Duplex> {
    const known = this.#selected === undefined ? undefined : this.#known.get(this.#selected)
    if (known === undefined) {
      throw new SlipwayError('ENGINE_UNREACHABLE', {
        what: 'There is no engine.',
        why: 'Slipway knows none.',
        next: 'Add one in Slipway under Engines.',
      })
    }
    try {
      return await dial(known.endpoint, signal)
    } catch (error) {
      throw signal?.aborted ? signal.reason : explain(error, known.endpoint)
    }
  }

  retry(id: string): void {
    this.#find(id).connection.retry()
  }

  /** Takes a key as that SSH host’s from now on. */
  async trust(host: string, fingerprint: string): Promise<void> {
    trustKey(host, fingerprint)
    const others = this.#file.value.trusted.filter((one) => one.host !== host)
    await this.#file.set({ ...this.#file.value, trusted: [...others, { host, fingerprint }] })
    for (const { endpoint, connection } of this.#known.values()) if (endpoint.kind === 'ssh') connection.retry()
  }

  /** Keeps an engine by its address. @throws SlipwayError INVALID or CONFLICT */
  async add(draft: EngineDraft): Promise<{ engine: string; command: string }> {
    const endpoint = this.#foreign(endpointOf(draft))
    const id = engineIdOf(endpoint)
    const there = this.#known.get(id)
    if (there) {
      throw new SlipwayError('CONFLICT', {
        what: 'This engine is known already.',
        why: `“${there.name}” has the same address.`,
        next: 'Choose it in the list.',
      })
    }
    this.#know(draft.name, endpoint, 'added')
    await this.#file.set({ ...this.#file.value, added: [...this.#file.value.added, draft] })
    this.#change.bump()
    return { engine: id, command: contextCommand(draft.name, endpoint) }
  }

  /** Tries an address without keeping it. @throws SlipwayError with the reason */
  async test(draft: EngineDraft, signal?: AbortSignal): Promise<EngineFacts> {
    const client = new EngineClient(this.#foreign(endpointOf(draft)))
    try {
      return await handshake(client, signal)
    } finally {
      client.close()
    }
  }

  /** Forgets an engine that was added. @throws SlipwayError INVALID for one that was found */
  async remove(id: string): Promise<string> {
    const { name, source, connection } = this.#find(id)
    if (source !== 'added') {
      throw new SlipwayError('INVALID', {
        what: `“${name}” can’t be removed here.`,
        why: 'It was found on this computer, not added in Slipway, and would be found again.',
        next: 'Remove its Docker context (`docker context rm`), or uninstall the engine.',
      })
    }
    this.#known.delete(id)
    await this.#file.set({
      ...this.#file.value,
      added: this.#file.value.added.filter((draft) => engineIdOf(endpointOf(draft)) !== id),
    })
    await connection.close()
    if (this.#selected === id) this.#selected = this.#known.keys().next().value
    this.#change.bump()
    return commandLine(['docker', 'context', 'rm', contextName(name)])
  }

  async close(): Promise<void> {
    await Promise.all([...this.#known.values()].map(({ connection }) => connection.close()))
  }

  /** @throws SlipwayError INVALID for the address at which Slipway itself offers an engine */
  #foreign(endpoint: Endpoint): Endpoint {
    if (!isPublished(endpoint, this.#around)) return endpoint
    throw new SlipwayError('INVALID', {
      what: 'This is Slipway’s own address.',
      why: 'Here Slipway offers the engine it shows to other programs; taken for an engine, it would lead to itself.',
      next: 'Give the address of the engine itself.',
    })
  }

  #know(name: string, endpoint: Endpoint, source: EngineSource): string {
    const id = engineIdOf(endpoint)
    if (!this.#known.has(id)) {
      const connection = new Connection(endpoint, () => this.#change.bump())
      this.#known.set(id, { name, endpoint, source, connection })
    }
    return id
  }

  #find(id: string): Known {
    const known = this.#known.get(id)
    if (known) return known
    throw new SlipwayError('NOT_FOUND', {
      what: 'This engine is not known any more.',
      why: 'It was removed, perhaps in another window.',
      next: 'Choose another engine.',
    })
  }

  #preferred(found: Found[]): string | undefined {
    const kept = this.#file.value.selected
    if (kept !== undefined && this.#known.has(kept)) return kept
    const current = found.find((one) => one.current) ?? found[0]
    return current ? engineIdOf(current.endpoint) : this.#known.keys().next().value
  }
}

/** Whether there is anything at a place where an engine usually is. */
const isInstalled = (endpoint: Endpoint) =>
  (endpoint.kind === 'unix' || endpoint.kind === 'npipe') && existsSync(endpoint.path)

/** What `vm:NAME` stands for, once there is one of that name. */
function virtualMachine(address: string, { virtualMachines = () => [] }: Surroundings): Endpoint | undefined {
  const found = virtualMachines().find(({ name }) => address === `vm:${name}`)
  return found && { kind: 'vm', ...found }
}

function tlsOf({ environment, home }: Surroundings): TlsFiles | undefined {
  if (!environment.DOCKER_TLS_VERIFY) return undefined
  const folder = environment.DOCKER_CERT_PATH || join(home, '.docker')
  return { ca: join(folder, 'ca.pem'), cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem'), verify: true }
}

function endpointOf({ address, tls }: EngineDraft): Endpoint {
  const files = tls && {
    verify: tls.verify,
    ...(tls.ca && { ca: tls.ca }),
    ...(tls.cert && { cert: tls.cert }),
    ...(tls.key && { key: tls.key }),
  }
  return parseEndpoint(address, files)
}

/** Docker allows fewer characters in a context's name than we do. */
const contextName = (name: string) => name.replace(/[^a-zA-Z0-9_.+-]+/g, '-').replace(/^[^a-zA-Z0-9]+/, '') || 'engine'

function contextCommand(name: string, endpoint: Endpoint): string {
  const tls = endpoint.kind === 'tcp' ? endpoint.tls : undefined
  const docker = [
    `host=${addressOf(endpoint)}`,
    ...(tls?.ca ? [`ca=${tls.ca}`] : []),
    ...(tls?.cert ? [`cert=${tls.cert}`] : []),
    ...(tls?.key ? [`key=${tls.key}`] : []),
    ...(tls && !tls.verify ? ['skip-tls-verify=true'] : []),
  ].join(',')
  return commandLine(['docker', 'context', 'create', contextName(name), '--docker', docker])
}
