import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MessageChannel } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { pino } from 'pino'
import type { Contract, EngineStatus, InventoryPatch } from '../../contract/index.ts'
import { toolboxFolder } from '../../host/cli/toolbox-folder.ts'
import { createHost, type Host } from '../../host/index.ts'

export type Client = ContractRouterClient<Contract>

export type OpenHost = {
  host: Host
  client: Client
  /** The id of the engine it was opened with. */
  engine: string
  close(): Promise<void>
}

let streams = 0
/** A name for one stream. */
export const streamName = (): string => `test-${++streams}`

/**
 * The host itself, in this process, on an engine; reached as the desktop window does, over a MessagePort. What it keeps
 * is in a folder of its own that goes with it, unless one is given.
 */
export async function openHost(address: string, kept?: string): Promise<OpenHost> {
  const stateFolder = kept ?? (await mkdtemp(join(tmpdir(), 'slipway-state-')))
  const host = await createHost({ stateFolder, engine: address, toolbox: toolboxFolder, log: pino({ level: 'error' }) })
  const { port1, port2 } = new MessageChannel()
  host.servePort(port1)
  port1.start()
  port2.start()
  const client: Client = createORPCClient(new RPCLink({ port: port2 }))
  const { selected } = host.engines.list()
  if (selected === undefined) throw new Error('no engine is selected')
  return {
    host,
    client,
    engine: selected,
    close: async () => {
      port2.close()
      await host.close()
      if (kept === undefined) await rm(stateFolder, { recursive: true })
    },
  }
}

/** Reads a stream until `enough`, acknowledging each item; gives the item that was enough. @throws after `ms` */
export async function readUntil<T>(
  client: Client,
  open: (stream: string, options: { signal: AbortSignal }) => Promise<AsyncIterator<T>>,
  enough: (item: T) => boolean,
  ms = 10_000,
): Promise<T> {
  const stream = streamName()
  const signal = AbortSignal.timeout(ms)
  const items = await open(stream, { signal })
  try {
    while (true) {
      const step = await items.next()
      if (step.done) throw new Error(signal.aborted ? `nothing fitting within ${ms} ms` : 'the stream ended')
      if (enough(step.value)) return step.value
      await client.flow.ack({ stream, count: 1 })
    }
  } finally {
    await items.return?.()
  }
}

/** Waits until the engine is in that state and gives its status. */
export async function engineState(
  { client, engine }: OpenHost,
  state: EngineStatus['state'],
  ms?: number,
): Promise<EngineStatus> {
  const { engines } = await readUntil(
    client,
    (stream, options) => client.engines.watch({ stream }, options),
    ({ engines }) => engines.find(({ id }) => id === engine)?.status.state === state,
    ms,
  )
  const status = engines.find(({ id }) => id === engine)?.status
  if (!status) throw new Error('the engine is gone')
  return status
}

/** What the UI would know of an engine, kept from its patches. */
export class Known {
  readonly containers = new Map<string, InventoryPatch['containers']['upsert'][number]>()
  readonly images = new Map<string, InventoryPatch['images']['upsert'][number]>()
  readonly volumes = new Map<string, InventoryPatch['volumes']['upsert'][number]>()
  readonly networks = new Map<string, InventoryPatch['networks']['upsert'][number]>()
  snapshots = 0
  readonly #leave = new AbortController()

  /** Begins to follow. */
  static follow({ client, engine }: OpenHost): Known {
    const known = new Known()
    // Leaving is how following ends.
    known.#follow(client, engine).catch((error) => {
      if (!known.#leave.signal.aborted) throw error
    })
    return known
  }

  stop(): void {
    this.#leave.abort()
  }

  async #follow(client: Client, engine: string): Promise<void> {
    const stream = streamName()
    const patches = await client.inventory.watch({ engine, stream }, { signal: this.#leave.signal })
    for await (const patch of patches) {
      this.#take(patch)
      await client.flow.ack({ stream, count: 1 })
    }
  }

  #take(patch: InventoryPatch): void {
    if (patch.snapshot) this.snapshots++
    for (const kind of ['containers', 'images', 'volumes', 'networks'] as const) {
      const kept: Map<string, { id: string }> = this[kind]
      if (patch.snapshot) kept.clear()
      for (const item of patch[kind].upsert) kept.set(item.id, item)
      for (const id of patch[kind].remove) kept.delete(id)
    }
  }
}
