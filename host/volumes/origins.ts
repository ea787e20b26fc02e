import { join } from 'node:path'
import { z } from 'zod'
import type { InventoryPatch, VolumeOrigin } from '../../contract/index.ts'
import { volumeOrigin } from '../../contract/volumes.ts'
import type { Inventory } from '../inventory/index.ts'
import { JsonFile } from '../json-file.ts'

/** What the engine names a volume that was made without a name. */
const ANONYMOUS = /^[0-9a-f]{64}$/

const ofEngine = z.record(z.string(), volumeOrigin)
const file = z.object({ engines: z.record(z.string(), ofEngine).default({}) })
type OfEngine = z.infer<typeof ofEngine>

/** Which container a volume without a name was made for: written down while the engine knows, told when it does not any more. */
export class Origins {
  readonly #file: JsonFile<z.infer<typeof file>>

  private constructor(known: JsonFile<z.infer<typeof file>>) {
    this.#file = known
  }

  static async open(stateFolder: string): Promise<Origins> {
    return new Origins(await JsonFile.open(join(stateFolder, 'volume-origins.json'), file))
  }

  of(engine: string): OfEngine {
    return this.#file.value.engines[engine] ?? {}
  }

  /** Learns from what is on an engine until the signal. @throws the signal's reason */
  async follow(engine: string, inventory: Inventory, signal: AbortSignal): Promise<void> {
    for await (const patch of inventory.watch(signal)) {
      const before = this.of(engine)
      const after = learned(before, patch)
      if (after !== before) await this.#file.set({ engines: { ...this.#file.value.engines, [engine]: after } })
    }
  }
}

/** What is known after news of an engine; the same object where nothing is new. */
export function learned(before: OfEngine, { snapshot, containers, volumes }: InventoryPatch): OfEngine {
  const there = new Set(volumes.upsert.map(({ id }) => id))
  const gone = Object.keys(before).filter((id) => (snapshot ? !there.has(id) : volumes.remove.includes(id)))
  const fresh: Record<string, VolumeOrigin> = {}
  for (const { name: container, image, mounts } of containers.upsert) {
    for (const { type, name, destination: path } of mounts) {
      // The first that had it is the one that it was made for.
      if (type !== 'volume' || name === undefined || !ANONYMOUS.test(name) || before[name] || fresh[name]) continue
      fresh[name] = { container, image, path }
    }
  }
  if (gone.length === 0 && Object.keys(fresh).length === 0) return before
  const kept = Object.entries(before).filter(([id]) => !gone.includes(id))
  return { ...Object.fromEntries(kept), ...fresh }
}
