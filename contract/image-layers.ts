import { z } from 'zod'
import { engineId } from './engines.ts'
import { base } from './errors.ts'
import { imageId } from './inventory.ts'
import { jobId } from './jobs.ts'

const fileChange = z.enum(['added', 'changed', 'deleted'])
const layerIndex = z.number().int().min(0).max(1_000)

/** What an image’s layers carry; layers by their place among those with files, the lowest is 0. All sizes are bytes. */
export const layerAnalysis = z.object({
  layers: z.array(
    z.object({
      bytes: z.number(),
      /** Files and links, without folders. */
      added: z.number(),
      changed: z.number(),
      deleted: z.number(),
      /** Of `bytes`, what a later layer took away. */
      lost: z.number(),
    }),
  ),
  bytes: z.number(),
  /** Of `bytes`, what no container sees. */
  wasted: z.number(),
  /** The share that a container sees, from 0 to 1. */
  efficiency: z.number(),
  /** The biggest ones first. */
  wastedFiles: z.array(
    z.object({
      path: z.string(),
      bytes: z.number(),
      losses: z.array(
        z.object({ bytes: z.number(), layer: z.number(), lostIn: z.number(), how: z.enum(['deleted', 'replaced']) }),
      ),
    }),
  ),
  /** How many paths are wasted in all. */
  wastedPaths: z.number(),
})
export type LayerAnalysis = z.infer<typeof layerAnalysis>

/** A file or folder of an image after one of its layers. */
export const imageEntry = z.object({
  name: z.string(),
  path: z.string(),
  type: z.enum(['file', 'link', 'symlink', 'folder', 'device', 'pipe', 'other']),
  mode: z.number(),
  uid: z.number(),
  gid: z.number(),
  /** Milliseconds since 1970. */
  modified: z.number(),
  /** Its own bytes, or all in it. */
  bytes: z.number(),
  /** In a folder: files and links, at any depth. */
  files: z.number(),
  /** The layer that it comes from, or that took it away. */
  layer: z.number(),
  /** A container of the image has it as it is here. */
  kept: z.boolean(),
  /** What the layer did to it; absent where it left it as it was. */
  change: fileChange.optional(),
  /** In a folder: how many paths the layer touched. */
  inside: z.number(),
  /** Where a symlink points; of a hard link, the name that the content has besides. */
  target: z.string().optional(),
})
export type ImageEntry = z.infer<typeof imageEntry>

const one = z.object({ engine: engineId, id: imageId })
const entries = z.object({ entries: z.array(imageEntry), total: z.number() })
/** Of the last layer where none is named: the files that a container has. */
const view = one.extend({ layer: layerIndex.optional(), changes: z.boolean() })

export const imageLayers = {
  /** Reads all layers once; answers the job that does, or none where they were read before. */
  read: base.input(one).output(z.object({ job: jobId.optional(), command: z.string() })),
  /** What was read. NOT_FOUND where it was not, or was let go to make room. */
  analysis: base.input(one).output(layerAnalysis),
  /** What is in a folder. */
  files: base
    .input(
      view.extend({
        path: z.string().max(10_000),
        by: z.enum(['name', 'size']),
        offset: z.number().int().min(0),
        limit: z.number().int().min(1).max(1_000),
      }),
    )
    .output(entries),
  /** Files by a part of their path, the shortest paths first; no more than 200, though all are counted. */
  search: base.input(view.extend({ text: z.string().min(1).max(1_000) })).output(entries),
}
