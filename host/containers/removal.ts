import { z } from 'zod'
import { type RemoveOptions, removeCommand } from '../../contract/container-commands.ts'
import type { Loss, Outcome } from '../../contract/index.ts'
import { each } from '../each.ts'
import type { EngineClient } from '../engine/index.ts'
import { SlipwayError } from '../errors.ts'
import type { Inventory } from '../inventory/index.ts'
import { pool } from '../pool.ts'
import { namesOf } from './names.ts'

/** Measuring a layer makes the engine walk its files. */
const MEASURE_MS = 4_000

const sized = z.object({
  Id: z.string(),
  Name: z.string(),
  State: z.object({ Running: z.boolean(), Paused: z.boolean().default(false), Restarting: z.boolean().default(false) }),
  SizeRw: z.number().optional(),
  Mounts: z.array(z.object({ Type: z.string().default(''), Name: z.string().optional() })).nullish(),
})

/** What removing these containers would lose. Ones that are gone already lose nothing and are left out. */
export async function losses(
  client: EngineClient,
  inventory: Inventory,
  ids: readonly string[],
  signal?: AbortSignal,
): Promise<Loss[]> {
  const found = await pool(ids, 8, async (id) => {
    const one = await inspectSized(client, id, signal)
    if (!one) return []
    const volumes = (one.Mounts ?? []).flatMap(({ Type, Name }) => (Type === 'volume' && Name ? [Name] : []))
    const anonymous = (name: string) => inventory.volumes.get(name)?.anonymous ?? /^[0-9a-f]{64}$/.test(name)
    return [
      {
        id: one.Id,
        name: one.Name.replace(/^\//, ''),
        running: one.State.Running || one.State.Paused || one.State.Restarting,
        ...(one.SizeRw !== undefined && { writable: one.SizeRw }),
        anonymousVolumes: volumes.filter(anonymous),
        namedVolumes: volumes.filter((name) => !anonymous(name)),
      },
    ]
  })
  return found.flat()
}

async function inspectSized(client: EngineClient, id: string, signal?: AbortSignal) {
  const read = (size: boolean, limit: AbortSignal | undefined) =>
    client.json(sized, 'GET', `/containers/${encodeURIComponent(id)}/json`, {
      query: { size },
      ...(limit && { signal: limit }),
    })
  try {
    const deadline = AbortSignal.timeout(MEASURE_MS)
    try {
      return await read(true, signal ? AbortSignal.any([signal, deadline]) : deadline)
    } catch (error) {
      if (!deadline.aborted || signal?.aborted) throw error
      return await read(false, signal)
    }
  } catch (error) {
    if (error instanceof SlipwayError && error.code === 'NOT_FOUND') return undefined
    throw error
  }
}

/** Removes containers; with `volumes` their anonymous volumes too. */
export async function remove(
  client: EngineClient,
  inventory: Inventory,
  ids: readonly string[],
  options: RemoveOptions,
  signal?: AbortSignal,
): Promise<Outcome> {
  const names = namesOf(inventory, ids)
  return await each(ids, names, removeCommand(options, names), async (id) => {
    await client.text('DELETE', `/containers/${encodeURIComponent(id)}`, {
      query: { force: options.force, v: options.volumes },
      timeout: 0,
      ...(signal && { signal }),
    })
  })
}
