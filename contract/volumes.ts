import { z } from 'zod'
import { engineId } from './engines.ts'
import { base } from './errors.ts'
import { jobId } from './jobs.ts'

/** A volume that is there: what a driver other than `local` takes for a name is its own business. */
export const volumeName = z.string().min(1).max(255)

/** What the engine takes for the name of a new volume. */
export const newVolumeName = z
  .string()
  .trim()
  .max(255)
  .regex(/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/, 'is no name of a volume')

const pair = z.object({ key: z.string(), value: z.string() })
const one = z.object({ engine: engineId, name: volumeName })

/** What `docker volume inspect` says. */
export const volumeDetail = z.object({
  name: z.string(),
  driver: z.string(),
  scope: z.string(),
  mountpoint: z.string(),
  /** Milliseconds since 1970; absent where the engine does not say. */
  created: z.number().optional(),
  labels: z.array(pair),
  options: z.array(pair),
  /** The engine's own answer, unchanged. */
  raw: z.unknown(),
})
export type VolumeDetail = z.infer<typeof volumeDetail>

/** Bytes of each volume that the engine can measure. */
export const volumeSizes = z.object({ sizes: z.array(z.object({ name: z.string(), bytes: z.number() })) })
export type VolumeSizes = z.infer<typeof volumeSizes>

/** A volume to create. */
export const volumeDraft = z.object({
  /** The engine makes one up where it is absent. */
  name: newVolumeName.optional(),
  driver: z.string().trim().min(1).max(255),
  options: z.record(z.string().min(1).max(255), z.string().max(4_096)),
  labels: z.record(z.string().min(1).max(1_024), z.string().max(65_536)),
})
export type VolumeDraft = z.infer<typeof volumeDraft>

/** What removing a volume loses. Sizes are bytes. */
export const volumeLoss = z.object({
  name: z.string(),
  /** Absent where the engine does not know. */
  size: z.number().optional(),
  anonymous: z.boolean(),
  /** The containers that have it: the engine refuses while there is one. */
  usedBy: z.array(z.string()),
  /** Whether a restore point is made first, or why not. */
  kept: z.enum(['yes', 'empty', 'elsewhere', 'too-large', 'off']),
})
export type VolumeLoss = z.infer<typeof volumeLoss>

/** The container that a volume without a name was made for, and where it had it. */
export const volumeOrigin = z.object({ container: z.string(), image: z.string(), path: z.string() })
export type VolumeOrigin = z.infer<typeof volumeOrigin>

const begun = z.object({ job: jobId, command: z.string() })
const names = z.array(volumeName).min(1).max(2_000)

export const volumes = {
  inspect: base.input(one).output(volumeDetail),
  /** Slow: the engine walks through every file of every volume. */
  sizes: base.input(z.object({ engine: engineId })).output(volumeSizes),
  /** Whose volumes without a name were, as far as it was seen. */
  origins: base.input(z.object({ engine: engineId })).output(z.record(z.string(), volumeOrigin)),
  create: base
    .input(z.object({ engine: engineId, volume: volumeDraft }))
    .output(z.object({ name: z.string(), command: z.string() })),
  /** What `remove` would lose. Ones that are gone already are left out. */
  losses: base.input(z.object({ engine: engineId, names })).output(z.array(volumeLoss)),
  /** Begins to remove volumes; with `keep`, what is in them is kept as restore points first. */
  remove: base.input(z.object({ engine: engineId, names, keep: z.boolean() })).output(begun),
  /** Begins to copy a volume into a new one. */
  clone: base.input(one.extend({ to: newVolumeName, whileInUse: z.enum(['pause', 'leave']) })).output(begun),
  /** Begins to copy a volume into a new one, and to make its containers anew with that. */
  rename: base.input(one.extend({ to: newVolumeName })).output(begun),
  /** Begins to remove all that is in a volume; `stop` lets it stop containers that use it meanwhile. */
  empty: base.input(one.extend({ stop: z.boolean() })).output(begun),
  /** Begins to put what is in another volume in the place of what is in this one, which is kept. */
  replace: base.input(one.extend({ by: volumeName, stop: z.boolean() })).output(begun),
}
