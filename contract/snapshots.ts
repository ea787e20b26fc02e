import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { engineId } from './engines.ts'
import { base } from './errors.ts'
import { streamId } from './flow.ts'
import { jobId } from './jobs.ts'

export const snapshotId = z.uuid()

/** Why the state of a volume was kept. */
export const snapshotWhy = z.enum(['remove', 'prune', 'container', 'empty', 'replace', 'undo', 'asked', 'switch'])
export type SnapshotWhy = z.infer<typeof snapshotWhy>

/** A volume as it was. Sizes are bytes. */
export const snapshotVolume = z.object({
  name: z.string(),
  /** What was in it, and what keeping that takes here. */
  contents: z.number(),
  bytes: z.number(),
  /** The engine’s file system keeps it, and shares what has not changed since. */
  shared: z.boolean(),
  /** Its files are on another machine, which keeps them: only what it is was kept. */
  elsewhere: z.boolean(),
})

/** Volumes as they were at a time: one of them before it went, or all of a stack. */
export const snapshot = z.object({
  id: snapshotId,
  engine: engineId,
  why: snapshotWhy,
  /** Milliseconds since 1970. */
  made: z.number(),
  /** When it goes by itself; absent for one that stays until it is removed. */
  expires: z.number().optional(),
  /** Of a checkpoint: what it is called, and of which stack. */
  checkpoint: z.object({ name: z.string(), stack: z.string() }).optional(),
  volumes: z.array(snapshotVolume),
})
export type Snapshot = z.infer<typeof snapshot>

const begun = z.object({ job: jobId, command: z.string() })
const ids = z.array(snapshotId).min(1).max(2_000)

/** The name of a checkpoint. */
export const checkpointName = z.string().trim().min(1).max(80)

export const snapshots = {
  /** Restore points and checkpoints of an engine, the newest first. */
  watch: base.input(z.object({ engine: engineId, stream: streamId })).output(eventIterator(z.array(snapshot))),
  /** Begins to put volumes back as they were; `stop` lets it stop containers that use them meanwhile. */
  bringBack: base.input(z.object({ engine: engineId, ids, stop: z.boolean() })).output(begun),
  /** Begins to keep all volumes of a stack as they are now. */
  checkpoint: base.input(z.object({ engine: engineId, stack: z.string().min(1), name: checkpointName })).output(begun),
  /** Lets one stay until it is removed, or go by itself again. */
  hold: base.input(z.object({ engine: engineId, id: snapshotId, hold: z.boolean() })),
  remove: base.input(z.object({ engine: engineId, ids })),
}
