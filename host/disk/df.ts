import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { EngineClient } from '../engine/index.ts'
import { SlipwayError } from '../errors.ts'
import { isOwnContainer, isOwnImage, isOwnVolume } from '../own-label.ts'

const text = z.string().nullish()
const labels = z.record(z.string(), z.string()).nullish()

const schema = z.object({
  LayersSize: z.number().nullish(),
  Images: z
    .array(
      z.object({
        Id: z.string(),
        RepoTags: z.array(z.string()).nullish(),
        RepoDigests: z.array(z.string()).nullish(),
        Created: z.number(),
        Size: z.number(),
        SharedSize: z.number(),
        Labels: labels,
      }),
    )
    .nullish(),
  Containers: z
    .array(
      z.object({
        Id: z.string(),
        Names: z.array(z.string()).nullish(),
        Image: z.string(),
        ImageID: z.string(),
        Created: z.number(),
        State: text,
        Status: text,
        SizeRw: z.number().nullish(),
        Labels: labels,
        Mounts: z.array(z.object({ Type: text, Name: text })).nullish(),
        NetworkSettings: z.object({ Networks: z.record(z.string(), z.unknown()).nullish() }).nullish(),
      }),
    )
    .nullish(),
  Volumes: z
    .array(
      z.object({
        Name: z.string(),
        Driver: z.string(),
        CreatedAt: text,
        Labels: labels,
        Options: z.record(z.string(), z.string()).nullish(),
        UsageData: z.object({ Size: z.number(), RefCount: z.number() }).nullish(),
      }),
    )
    .nullish(),
  BuildCache: z
    .array(
      z.object({
        ID: z.string(),
        Parent: text,
        Parents: z.array(z.string()).nullish(),
        Type: text,
        Description: text,
        InUse: z.boolean(),
        Shared: z.boolean(),
        Size: z.number(),
        CreatedAt: text,
        LastUsedAt: text,
        UsageCount: z.number().nullish(),
      }),
    )
    .nullish(),
})

/** The engine's own account of its disk, as `GET /system/df` gives it. */
export type Df = z.infer<typeof schema>

const AGAIN_MS = 300

/**
 * Has the engine measure everything, or volumes alone where it can. Older ones refuse to measure twice at a time, whoever asks: then this waits for its
 * turn.
 * @throws SlipwayError
 */
export async function readDf(client: EngineClient, signal?: AbortSignal, only?: 'volume'): Promise<Df> {
  for (;;) {
    try {
      const df = await client.json(schema, 'GET', '/system/df', {
        timeout: 0,
        ...(only && { query: { type: only } }),
        ...(signal && { signal }),
      })
      return withoutOurs(df)
    } catch (error) {
      if (!(error instanceof SlipwayError && /disk usage operation is already running/.test(error.message))) throw error
      await sleep(AGAIN_MS, undefined, signal && { signal })
    }
  }
}

/** Slipway’s own containers, images and volumes come and go by themselves: they are nobody’s to clean up. */
function withoutOurs(df: Df): Df {
  const ours = (df.Containers ?? []).filter(isOwnContainer)
  const looked = ours.flatMap(({ Mounts }) => (Mounts ?? []).flatMap(({ Name }) => Name ?? []))
  return {
    ...df,
    Containers: df.Containers?.filter((one) => !ours.includes(one)),
    Images: df.Images?.filter((one) => !isOwnImage(one)),
    Volumes: df.Volumes?.filter((one) => !isOwnVolume(one)).map((volume) => {
      const count = looked.filter((name) => name === volume.Name).length
      if (count === 0 || !volume.UsageData) return volume
      return { ...volume, UsageData: { ...volume.UsageData, RefCount: volume.UsageData.RefCount - count } }
    }),
  }
}
