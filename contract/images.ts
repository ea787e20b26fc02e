import { z } from 'zod'
import { outcome } from './containers.ts'
import { engineId } from './engines.ts'
import { base } from './errors.ts'
import { hostPath } from './host-files.ts'
import { imageLayers } from './image-layers.ts'
import { imageId } from './inventory.ts'
import { jobId } from './jobs.ts'

const one = z.object({ engine: engineId, id: imageId })

/** What is to be removed: a tag or digest of an image, or by its id the whole of it. */
export const imageTarget = z.object({
  id: imageId,
  /** As the list has it, such as `nginx:alpine`; absent for the image itself. */
  reference: z.string().min(1).max(512).optional(),
})
export type ImageTarget = z.infer<typeof imageTarget>

const removal = z.object({ engine: engineId, targets: z.array(imageTarget).min(1).max(2_000), force: z.boolean() })

/** What removing an image, or one of its names, does. Sizes are bytes. */
export const imageRemoval = z.object({
  target: imageTarget,
  /** Names that it loses. */
  untagged: z.array(z.string()),
  /** Images that are deleted with it: itself, then parents without a name. */
  deleted: z.array(z.string()),
  /** What the removal gives back; no other image and no container has these layers. */
  freed: z.number(),
  /** Where the image itself stays: it has other names, or none is left and something needs it. */
  stays: z.enum(['with-names', 'without-name']).optional(),
  /** Why the engine refuses; nothing of the above is done then. */
  refused: z
    .object({
      why: z.enum(['running', 'stopped', 'child', 'several-names']),
      /** Names of the containers, or ids of the images, in the way. */
      inTheWay: z.array(z.string()),
      /** With force the engine takes it. */
      byForce: z.boolean(),
    })
    .optional(),
})
export type ImageRemoval = z.infer<typeof imageRemoval>

/** What `docker system df -v` says of an image, in bytes: its size is what it shares and what is its own. */
export const imageSizes = z.object({
  sizes: z.array(z.object({ id: z.string(), shared: z.number(), unique: z.number() })),
  /** All layers together, each counted once; absent where the engine does not say. */
  total: z.number().optional(),
})
export type ImageSizes = z.infer<typeof imageSizes>

const pair = z.object({ key: z.string(), value: z.string() })

/** One step of an image’s making, the first step first. */
export const imageLayer = z.object({
  createdBy: z.string(),
  comment: z.string(),
  /** Milliseconds since 1970; absent where it is not known. */
  created: z.number().optional(),
  /** Bytes. */
  size: z.number(),
  /** Its place among the layers with files, from 0; absent for a step that only changed the configuration. */
  layer: z.number().optional(),
  /** The digest of its unpacked files. */
  digest: z.string().optional(),
  tags: z.array(z.string()),
})
export type ImageLayer = z.infer<typeof imageLayer>

/** What an image is, read from `docker image inspect` and `docker history`. */
export const imageDetail = z.object({
  id: z.string(),
  tags: z.array(z.string()),
  digests: z.array(z.string()),
  parent: z.string().optional(),
  created: z.number().optional(),
  author: z.string(),
  comment: z.string(),
  dockerVersion: z.string(),
  /** `linux/arm64/v8` */
  platform: z.string(),
  size: z.number(),
  entrypoint: z.array(z.string()),
  command: z.array(z.string()),
  shell: z.array(z.string()),
  workingDir: z.string(),
  user: z.string(),
  stopSignal: z.string(),
  environment: z.array(pair),
  labels: z.array(pair),
  ports: z.array(z.string()),
  volumes: z.array(z.string()),
  onBuild: z.array(z.string()),
  healthcheck: z
    .object({
      test: z.array(z.string()),
      /** Milliseconds; 0 is the engine’s own. */
      interval: z.number(),
      timeout: z.number(),
      startPeriod: z.number(),
      retries: z.number(),
    })
    .optional(),
  layers: z.array(imageLayer),
  /** The engine's own answer, unchanged. */
  raw: z.unknown(),
})
export type ImageDetail = z.infer<typeof imageDetail>

/** An image by its name as a person writes it. */
const reference = z.string().trim().min(1).max(512)
const transfer = z.object({
  engine: engineId,
  reference,
  platform: z.string().trim().min(1).max(64).optional(),
  allTags: z.boolean().optional(),
})

const platform = z.string().trim().min(1).max(64).optional()
const begun = z.object({ job: jobId, command: z.string() })
const saved = z.object({
  engine: engineId,
  /** Names or ids. */
  images: z.array(reference).min(1).max(2_000),
  platform,
})
const onHost = z.object({ path: hostPath.min(1) })
const uploaded = z.object({
  upload: z.object({
    fileName: z.string().min(1).max(255),
    /** Bytes. */
    size: z.number().int().nonnegative(),
  }),
})

/** Where an image’s files come from: a file of the host’s computer, one of the browser’s, or for an import an address. */
export const tarSource = z.union([onHost, uploaded, z.object({ url: z.url({ protocol: /^https?$/ }).max(4_096) })])
export type TarSource = z.infer<typeof tarSource>

/** `upload` is where the browser is to send the file, once and soon; the job waits for it. */
const receiving = begun.extend({ upload: z.string().optional() })

export const images = {
  /** Begins a pull; one of the same image that is under way is joined. `name` is the image's name with nothing left out. */
  pull: base.input(transfer).output(z.object({ job: jobId, command: z.string(), name: z.string() })),
  /** Begins a push; one of the same image that is under way is joined. */
  push: base.input(transfer).output(z.object({ job: jobId, command: z.string() })),
  /** Gives an image a further name. Another image that has the name loses it. */
  tag: base
    .input(z.object({ engine: engineId, source: reference, target: reference }))
    .output(z.object({ command: z.string() })),
  /** Slow in the engine; kept until the images change. */
  sizes: base.input(z.object({ engine: engineId })).output(imageSizes),
  inspect: base.input(one).output(imageDetail),
  /** What `remove` would do, in the same order: each removal sees what those before it left. */
  losses: base.input(removal).output(z.array(imageRemoval)),
  remove: base.input(removal).output(outcome),
  /** Begins to write images into one tar file of the host’s computer; `replace` is said where one of its name is there. */
  save: base.input(saved.extend({ path: hostPath, replace: z.boolean() })).output(begun),
  /** Offers the same as a download of that name: `path` is its address, which works once. */
  saveDownload: base.input(saved).output(z.object({ path: z.string(), fileName: z.string(), command: z.string() })),
  /** Begins to read the images of a tar file, packed or not. */
  load: base.input(z.object({ engine: engineId, from: z.union([onHost, uploaded]), platform })).output(receiving),
  /** Begins to make an image of the files in a tar file. */
  import: base
    .input(
      z.object({
        engine: engineId,
        from: tarSource,
        reference: reference.optional(),
        message: z.string().max(10_000).optional(),
        /** Lines of a Dockerfile. */
        changes: z.array(z.string().trim().min(1).max(10_000)).max(200),
        platform,
      }),
    )
    .output(receiving),
  layers: imageLayers,
}
