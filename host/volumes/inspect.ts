import { z } from 'zod'
import type { VolumeDetail } from '../../contract/index.ts'
import type { EngineClient } from '../engine/index.ts'

const words = z.record(z.string(), z.string()).nullish()

const inspected = z.looseObject({
  Name: z.string(),
  Driver: z.string(),
  Scope: z.string().default('local'),
  Mountpoint: z.string().default(''),
  CreatedAt: z.string().optional(),
  Labels: words,
  Options: words,
})
export type Inspected = z.infer<typeof inspected>

/** The engine's own answer. @throws SlipwayError NOT_FOUND */
export const readVolume = (client: EngineClient, name: string, signal?: AbortSignal): Promise<Inspected> =>
  client.json(inspected, 'GET', `/volumes/${encodeURIComponent(name)}`, { ...(signal && { signal }) })

/** All that the engine says of a volume. @throws SlipwayError NOT_FOUND */
export async function inspect(client: EngineClient, name: string, signal?: AbortSignal): Promise<VolumeDetail> {
  const raw = await readVolume(client, name, signal)
  const created = raw.CreatedAt ? Date.parse(raw.CreatedAt) : Number.NaN
  return {
    name: raw.Name,
    driver: raw.Driver,
    scope: raw.Scope,
    mountpoint: raw.Mountpoint,
    ...(Number.isFinite(created) && { created }),
    labels: pairs(raw.Labels),
    options: pairs(raw.Options),
    raw,
  }
}

const pairs = (record: Inspected['Labels']) =>
  Object.entries(record ?? {})
    .map(([key, value]) => ({ key, value }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
