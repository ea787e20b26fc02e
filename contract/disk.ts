import { z } from 'zod'
import { engineId } from './engines.ts'
import { base } from './errors.ts'
import { jobId } from './jobs.ts'

/** What a clean-up takes. */
export const pruneChoice = z.object({
  /** Every container that does not run. */
  containers: z.boolean(),
  /** Every network that no running container is on. */
  networks: z.boolean(),
  images: z.enum(['none', 'dangling', 'unused']),
  volumes: z.enum(['none', 'anonymous', 'unused']),
  cache: z.enum(['none', 'unused', 'all']),
  /** Only what is older than so many minutes; volumes know no such limit. */
  olderThan: z.number().int().min(1).max(100_000_000).optional(),
  /** Only what has all of these labels, `key` or `key=value`; those with `not`: only what has not. */
  labels: z.array(z.object({ label: z.string().min(1).max(1_024), not: z.boolean() })).max(50),
})
export type PruneChoice = z.infer<typeof pruneChoice>

export const diskKind = z.enum(['containers', 'networks', 'volumes', 'images', 'cache'])
export type DiskKind = z.infer<typeof diskKind>

/** One thing that takes room. Sizes are bytes, times milliseconds since 1970. */
export const diskItem = z.object({
  id: z.string(),
  name: z.string(),
  /** What going back to having it not would free; absent where the engine does not know. */
  size: z.number().optional(),
  /** Of an image: what it has in common with others, beside `size`. */
  shared: z.number().optional(),
  created: z.number().optional(),
  lastUsed: z.number().optional(),
  /** Its state in the engine’s words, or its kind. */
  note: z.string(),
  /** Who needs it: names of containers. */
  usedBy: z.array(z.string()),
  inUse: z.boolean(),
})
export type DiskItem = z.infer<typeof diskItem>

const part = z.object({
  items: z.array(diskItem),
  /** As `docker system df` counts them. */
  active: z.number(),
  size: z.number(),
  reclaimable: z.number(),
})
export type DiskPart = z.infer<typeof part>

export const diskUsage = z.object({
  images: part,
  containers: part,
  volumes: part,
  cache: part,
  /** The engine can tell anonymous volumes from named ones when it prunes (API 1.42). */
  prunesAnonymous: z.boolean(),
})
export type DiskUsage = z.infer<typeof diskUsage>

/** One thing that a clean-up takes. */
export const pruneItem = z.object({
  kind: diskKind,
  id: z.string(),
  name: z.string(),
  /** Bytes that it gives back. */
  size: z.number(),
  note: z.string(),
})
export type PruneItem = z.infer<typeof pruneItem>

export const prunePreview = z.object({
  items: z.array(pruneItem),
  /** Bytes in all. */
  size: z.number(),
  commands: z.array(z.string()),
  /** Stands for exactly these items. */
  token: z.string(),
})
export type PrunePreview = z.infer<typeof prunePreview>

const pruning = z.object({ engine: engineId, choice: pruneChoice })

export const disk = {
  /** Slow: the engine walks through every file of every volume and container. */
  usage: base.input(z.object({ engine: engineId })).output(diskUsage),
  /** What `prune` would take now. */
  preview: base.input(pruning).output(prunePreview),
  /** Begins a clean-up. Refused with CONFLICT when it would not take exactly what the preview with this token said. */
  prune: base
    .input(
      pruning.extend({
        token: z.string(),
        /** What is in volumes is kept as restore points first. */
        keep: z.boolean().default(true),
      }),
    )
    .output(z.object({ job: jobId, command: z.string() })),
}
