import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { engineId } from './engines.ts'
import { base } from './errors.ts'
import { streamId } from './flow.ts'
import { hostPath } from './host-files.ts'
import { containerId } from './inventory.ts'
import { jobId } from './jobs.ts'
import { problemSchema } from './problem.ts'

/** What can be done to containers that are there, without asking more. */
export const containerAction = z.enum(['start', 'stop', 'restart', 'kill', 'pause', 'unpause'])
export type ContainerAction = z.infer<typeof containerAction>

const one = z.object({ engine: engineId, id: containerId })
const many = z.object({ engine: engineId, ids: z.array(containerId).min(1).max(5_000) })

/** How each went; `failed` is empty when all went well. */
export const outcome = z.object({
  command: z.string(),
  done: z.array(z.string()),
  failed: z.array(z.object({ id: z.string(), name: z.string(), problem: problemSchema })),
  /** What was kept of volumes that went with it. */
  restorePoints: z.array(z.string()).optional(),
})
export type Outcome = z.infer<typeof outcome>

/** What removing a container would lose. */
export const loss = z.object({
  id: z.string(),
  name: z.string(),
  running: z.boolean(),
  /** Bytes written into the container's own layer; absent where the engine could not say in time. */
  writable: z.number().optional(),
  anonymousVolumes: z.array(z.string()),
  /** Volumes with a name; these stay. */
  namedVolumes: z.array(z.string()),
})
export type Loss = z.infer<typeof loss>

/** Key and value, as `KEY=value` has them. */
const pair = z.object({ key: z.string(), value: z.string() })

/** What the Overview shows, read from `docker inspect`. */
export const containerDetail = z.object({
  id: z.string(),
  name: z.string(),
  image: z.string(),
  imageId: z.string(),
  platform: z.string(),
  state: z.string(),
  exitCode: z.number(),
  outOfMemory: z.boolean(),
  error: z.string(),
  pid: z.number(),
  restarts: z.number(),
  /** Milliseconds since 1970. */
  created: z.number(),
  started: z.number().optional(),
  finished: z.number().optional(),
  health: z
    .object({
      status: z.string(),
      failures: z.number(),
      last: z.string(),
    })
    .optional(),
  tty: z.boolean(),
  stdinOpen: z.boolean(),
  detachKeys: z.string(),
  entrypoint: z.array(z.string()),
  command: z.array(z.string()),
  workingDir: z.string(),
  user: z.string(),
  hostname: z.string(),
  environment: z.array(pair),
  labels: z.array(pair),
  restartPolicy: z.string(),
  autoRemove: z.boolean(),
  privileged: z.boolean(),
  networkMode: z.string(),
  logDriver: z.string(),
  /** Bytes; 0 is no limit. */
  memoryLimit: z.number(),
  /** Cores; 0 is no limit. */
  cpuLimit: z.number(),
  pidsLimit: z.number(),
  mounts: z.array(
    z.object({
      type: z.string(),
      name: z.string().optional(),
      source: z.string(),
      destination: z.string(),
      writable: z.boolean(),
    }),
  ),
  networks: z.array(
    z.object({
      name: z.string(),
      address: z.string(),
      gateway: z.string(),
      mac: z.string(),
      aliases: z.array(z.string()),
    }),
  ),
  /** The engine's own answer, unchanged. */
  raw: z.unknown(),
})
export type ContainerDetail = z.infer<typeof containerDetail>

export const processList = z.object({
  titles: z.array(z.string()),
  rows: z.array(z.array(z.string())),
})
export type ProcessList = z.infer<typeof processList>

/** The engine's own rule for a container's name. */
export const containerName = z
  .string()
  .regex(/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/, 'begins with a letter or digit, then has letters, digits, `_`, `.` or `-`')

const restartName = z.enum(['no', 'always', 'unless-stopped', 'on-failure'])

/** Limits and restart policy of a container that is there; what is left out stays as it is. */
export const limits = z.object({
  /** Bytes. */
  memory: z.number().int().min(0).optional(),
  /** Bytes of memory and swap together; -1 for no limit. */
  memorySwap: z.number().int().min(-1).optional(),
  /** Cores. */
  cpus: z.number().min(0).optional(),
  /** Processes; -1 for no limit. */
  pids: z.number().int().min(-1).optional(),
  restart: z.object({ name: restartName, retries: z.number().int().min(0).default(0) }).optional(),
})
export type Limits = z.infer<typeof limits>

/** A file or folder that differs from the image. */
export const change = z.object({ path: z.string(), kind: z.enum(['changed', 'added', 'deleted']) })
export type FileChange = z.infer<typeof change>

const done = z.object({ command: z.string() })
const begun = done.extend({ job: jobId })

export const containers = {
  act: base
    .input(
      many.extend({
        action: containerAction,
        /** For stop and restart: seconds to wait before killing. */
        grace: z.number().int().min(-1).max(86_400).optional(),
        /** For kill. */
        signal: z
          .string()
          .regex(/^[A-Z0-9+-]{1,16}$/)
          .optional(),
      }),
    )
    .output(outcome),
  /** What `remove` of these would lose. */
  losses: base.input(many).output(z.array(loss)),
  remove: base.input(many.extend({ force: z.boolean(), volumes: z.boolean() })).output(outcome),
  /** The containers that `docker ps` lists for these filters. */
  find: base
    .input(
      z.object({
        engine: engineId,
        all: z.boolean(),
        last: z.number().int().optional(),
        filters: z.array(pair).max(100),
      }),
    )
    .output(z.object({ ids: z.array(z.string()) })),
  inspect: base.input(one).output(containerDetail),
  /** `docker top`, again every two seconds until the reader leaves. */
  processes: base.input(one.extend({ stream: streamId })).output(eventIterator(processList)),
  rename: base.input(one.extend({ name: containerName })).output(done),
  /** Changes limits and restart policy in place. */
  update: base.input(one.extend({ limits })).output(done.extend({ warnings: z.array(z.string()) })),
  /** Makes an image of the container as it is; without a reference it has no tag. */
  commit: base
    .input(
      one.extend({
        reference: z.string().trim().max(300).optional(),
        author: z.string().max(300).optional(),
        message: z.string().max(2_000).optional(),
        /** Lines of a Dockerfile that are applied to it. */
        changes: z.array(z.string().max(4_096)).max(100).optional(),
        /** Hold the container while it is copied, so that its files fit together. */
        pause: z.boolean(),
      }),
    )
    .output(done.extend({ image: z.string() })),
  /** Begins to wait until all of these have ended. */
  wait: base.input(many).output(begun),
  /** Begins to write the container’s files into a tar file of the host’s computer. */
  export: base.input(one.extend({ path: hostPath, replace: z.boolean() })).output(begun),
  /** A one-time address from which the same tar file can be downloaded; a job tells how far that is. */
  exportDownload: base.input(one).output(done.extend({ path: z.string(), fileName: z.string() })),
  /** What differs from the image, as `docker diff` has it. */
  changes: base.input(one).output(z.array(change)),
}
