import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { engineId } from './engines.ts'
import { base } from './errors.ts'
import { streamId } from './flow.ts'
import { hostPath } from './host-files.ts'
import { jobId } from './jobs.ts'
import { newVolumeName, volumeName } from './volumes.ts'

export const backupFormat = z.enum(['zst', 'gz'])
export type BackupFormat = z.infer<typeof backupFormat>

/** What happens meanwhile to running containers that have the volume. */
export const whileInUse = z.enum(['pause', 'leave'])

/** An archive of a volume in a folder of the host’s computer. Sizes are bytes. */
export const volumeBackup = z.object({
  path: z.string(),
  volume: z.string(),
  /** Milliseconds since 1970. */
  made: z.number(),
  bytes: z.number(),
  contents: z.number(),
  /** How many files could not be read, and are not in it. */
  left: z.number(),
  /** The schedule that made it. */
  schedule: z.string().optional(),
})
export type VolumeBackup = z.infer<typeof volumeBackup>

/** Backups made again and again. Times are of the host’s own clock and zone. */
export const backupPlan = z.object({
  volumes: z.array(volumeName).min(1).max(500),
  folder: hostPath.min(1),
  every: z.enum(['day', 'week']),
  /** 0 is Sunday; said for `week`. */
  weekday: z.number().int().min(0).max(6),
  /** `03:30` */
  at: z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'is no time of the day'),
  /** Of each volume so many are kept. */
  keep: z.number().int().min(1).max(1_000),
  format: backupFormat,
  whileInUse,
})
export type BackupPlan = z.infer<typeof backupPlan>

export const schedule = z.object({
  id: z.uuid(),
  engine: engineId,
  plan: backupPlan,
  /** Milliseconds since 1970. */
  since: z.number(),
  next: z.number(),
  last: z.object({ at: z.number(), problem: z.string().optional() }).optional(),
})
export type Schedule = z.infer<typeof schedule>

const begun = z.object({ job: jobId, command: z.string() })

export const volumeBackups = {
  /** Begins to write each volume into an archive of its own in that folder. */
  write: base
    .input(
      z.object({
        engine: engineId,
        volumes: z.array(volumeName).min(1).max(500),
        folder: hostPath.min(1),
        format: backupFormat,
        whileInUse,
      }),
    )
    .output(begun),
  /** The backups in a folder, the newest first; without one, in the folder where backups usually go. */
  list: base
    .input(z.object({ folder: hostPath.optional() }))
    .output(z.object({ folder: z.string(), backups: z.array(volumeBackup) })),
  /** Begins to unpack an archive into a new volume. One without a manifest is not compared with a checksum. */
  restore: base.input(z.object({ engine: engineId, path: hostPath.min(1), name: newVolumeName })).output(begun),
  schedules: base.input(z.object({ engine: engineId, stream: streamId })).output(eventIterator(z.array(schedule))),
  /** Adds a schedule, or changes the one with that id. */
  plan: base.input(z.object({ engine: engineId, id: z.uuid().optional(), plan: backupPlan })),
  unplan: base.input(z.object({ id: z.uuid() })),
  /** Does now what a schedule does. */
  runNow: base.input(z.object({ id: z.uuid() })).output(begun),
}
