import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { base } from './errors.ts'
import { streamId } from './flow.ts'
import { jobId } from './jobs.ts'
import { problemSchema } from './problem.ts'

/** A virtual machine’s name; `default` where none is given. */
export const vmName = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,23}$/)

/**
 * What a start waits for, in order. `build` only where the image is not there and can be built; `engine` ends when the
 * engine answers; `resume` stands for all from `kernel` on.
 */
export const VM_STAGES = [
  'image',
  'build',
  'hypervisor',
  'disk',
  'machine',
  'resume',
  'kernel',
  'root',
  'network',
  'data',
  'engine',
] as const
export const vmStage = z.enum(VM_STAGES)
export type VmStage = z.infer<typeof vmStage>

/** What a button under a failure does. */
export const vmMend = z.object({
  kind: z.enum([
    'install-hypervisor',
    'build-image',
    'repair-disk',
    'set-disk-aside',
    'new-disk',
    'restore',
    'less-memory',
    'forget-saved',
    'start',
  ]),
  label: z.string(),
  /** The command line that does the same. */
  command: z.string(),
})
export type VmMend = z.infer<typeof vmMend>

export const vmFailure = z.object({
  /** Which part is the culprit. */
  code: z.enum([
    'no-hypervisor',
    'hypervisor',
    'image-missing',
    'image-broken',
    'host-disk-full',
    'no-memory',
    'data-missing',
    'data-broken',
    'data-foreign',
    'in-use',
    'late',
    'guest',
    'engine',
    'ended',
    'saved-unusable',
  ]),
  problem: problemSchema,
  mends: z.array(vmMend),
})
export type VmFailure = z.infer<typeof vmFailure>

/**
 *   absent ──▶ installing ──▶ stopped ◀──────────────────────── stopping
 *                  │           │  ▲ ▲                            ▲ ▲ ▲
 *                  │           │  │ └─ resetting                │ │ │
 *                  │           ▼  │    (from stopped, crashed)   │ │ │
 *                  │     starting(stage) ────────────────────────┘ │ │
 *                  │        │   ▲  (the engine answers, or not)    │ │
 *                  │        ▼   │                                  │ │
 *                  │      running ◀──▶ paused(why) ────────────────┘ │
 *                  │        │ │ └────────────────────────────────────┘
 *                  │        │ └──▶ saving ──▶ stopped, with a saved state; or asleep, where nobody needed it
 *                  │        └────▶ asleep ──▶ starting, or running, when somebody does; stopped
 *                  ▼
 *               crashed(failure)   from every state in which something can fail; start and reset lead out of it
 */
export const vmState = z.discriminatedUnion('state', [
  z.object({ state: z.literal('absent') }),
  z.object({ state: z.literal('installing'), doing: z.string() }),
  z.object({ state: z.literal('stopped'), saved: z.boolean() }),
  z.object({
    state: z.literal('starting'),
    stage: vmStage,
    /** Milliseconds since 1970; when the stage began, and when it will be given up. */
    since: z.number(),
    until: z.number(),
    /** What is done just now, where the stage takes long. */
    doing: z.string().optional(),
  }),
  z.object({ state: z.literal('running'), since: z.number() }),
  z.object({ state: z.literal('paused'), why: z.enum(['asked', 'disk-full']), stage: vmStage.optional() }),
  z.object({ state: z.literal('saving'), done: z.number(), total: z.number() }),
  /** Nobody needed it. Who connects to its engine wakes it. `saved`: it takes no memory meanwhile. */
  z.object({ state: z.literal('asleep'), saved: z.boolean(), since: z.number() }),
  z.object({ state: z.literal('stopping') }),
  z.object({ state: z.literal('crashed'), failure: vmFailure }),
  z.object({ state: z.literal('resetting') }),
])
export type VmState = z.infer<typeof vmState>

const GIB = 1024 ** 3

/** What the person chose for one virtual machine. Sizes are bytes. */
export const vmSettings = z.object({
  /** 0: as many as suit this computer. */
  cpus: z.number().int().min(0).max(256).default(0),
  /** 0: as much as suits this computer. */
  memory: z
    .number()
    .int()
    .min(0)
    .max(1024 * GIB)
    .default(0),
  /** The data disk’s size; it takes only what is used. Can only grow. */
  disk: z
    .number()
    .int()
    .min(GIB)
    .max(16_384 * GIB)
    .default(64 * GIB),
  /** Folders of this computer that containers can mount at the same path. The home folder unless told. */
  shares: z
    .array(z.object({ path: z.string().min(1), readonly: z.boolean() }))
    .max(8)
    .optional(),
  /** It sleeps after so many minutes without a container that runs, a connection, or a page of Slipway; 0: never. */
  idleMinutes: z.number().min(0).max(1440).default(0),
})
export type VmSettings = z.infer<typeof vmSettings>

/** New values for some of them; the others stay. */
export const vmSettingsChange = z.object({
  cpus: vmSettings.shape.cpus.unwrap().optional(),
  memory: vmSettings.shape.memory.unwrap().optional(),
  disk: vmSettings.shape.disk.unwrap().optional(),
  shares: vmSettings.shape.shares,
  idleMinutes: vmSettings.shape.idleMinutes.unwrap().optional(),
})
export type VmSettingsChange = z.infer<typeof vmSettingsChange>

/** A former state of the data disk. */
export const vmRestorePoint = z.object({
  id: z.string().regex(/^\d{8}T\d{9}Z-[a-z]+$/),
  /** Milliseconds since 1970. */
  made: z.number(),
  /** What it was made before; `aside`: a damaged disk that was set aside. */
  why: z.enum(['update', 'resize', 'reset', 'restore', 'aside', 'asked']),
  /** Bytes that forgetting it frees, where it is a file of its own. */
  bytes: z.number().optional(),
})
export type VmRestorePoint = z.infer<typeof vmRestorePoint>

/** What stands on a machine that runs. */
export const vmLive = z.object({
  /** What its containers publish, as it is to be reached on this computer; with a problem where it is not. */
  ports: z.array(
    z.object({
      protocol: z.enum(['tcp', 'udp']),
      /** As it was asked for: `0.0.0.0`, `127.0.0.1`, `::`, … */
      address: z.string(),
      port: z.number(),
      /** Within the container. */
      inside: z.number(),
      container: z.object({ id: z.string(), name: z.string() }),
      problem: problemSchema.optional(),
    }),
  ),
  /** Folders of this computer that containers can mount at the same path. */
  shares: z.array(z.object({ path: z.string(), readonly: z.boolean(), problem: problemSchema.optional() })),
  /** Folders that containers mount: whether what changes in them here is told to the programs there. */
  mounts: z.array(
    z.object({
      path: z.string(),
      /** The names of the containers. */
      containers: z.array(z.string()),
      problem: problemSchema.optional(),
    }),
  ),
})
export type VmLive = z.infer<typeof vmLive>

/** Bytes a second for one large file, and files made a second. */
const mountSpeed = z.object({ write: z.number(), read: z.number(), files: z.number() })
export type VmMountSpeed = z.infer<typeof mountSpeed>

/** How a folder of this computer does as a container’s mount. */
export const vmMountReport = z.object({
  path: z.string(),
  readonly: z.boolean(),
  /** Absent where it can’t be written to. */
  folder: mountSpeed.optional(),
  /** What a volume does, to compare. */
  volume: mountSpeed,
  /** Milliseconds until programs in the machine heard of a change made here; absent when they did not. */
  heardAfter: z.number().optional(),
  /** What to do, in sentences. */
  advice: z.array(z.string()),
})
export type VmMountReport = z.infer<typeof vmMountReport>

/** One stage of a start. Times are milliseconds since 1970. */
export const vmPassage = z.object({
  stage: vmStage,
  since: z.number(),
  /** When it is given up. */
  until: z.number(),
  /** When it was done; absent while it is waited for, and where the start ended in it. */
  done: z.number().optional(),
})
export type VmPassage = z.infer<typeof vmPassage>

/** All that is known about a virtual machine. Sizes are bytes. */
export const vmStatus = z.object({
  name: vmName,
  state: vmState,
  settings: vmSettings,
  /** What it is started with, every “as suits this computer” being a number. */
  size: z.object({ cpus: z.number(), memory: z.number(), disk: z.number() }),
  /** The folders of this computer that containers can mount, as of its next start. */
  shares: z.array(z.object({ path: z.string(), readonly: z.boolean() })),
  /** What this computer has. */
  computer: z.object({ cpus: z.number(), memory: z.number() }),
  /** What its last start went through. */
  stages: z.array(vmPassage),
  /** What can be done with it while it runs. */
  can: z.object({ pause: z.boolean(), save: z.boolean() }).optional(),
  /** What it takes of this computer now: percent of one processor, bytes of memory; where the system tells. */
  takes: z.object({ cpu: z.number().optional(), memory: z.number().optional() }).optional(),
  /** Settings that were changed take effect at its next start. */
  restartNeeded: z.boolean(),
  /** What runs it: `QEMU 7.2.22, emulated (tcg)`. */
  runBy: z.string().optional(),
  /** The processes that it is made of, by their numbers. */
  processes: z.object({ keeper: z.number().optional(), machine: z.number().optional() }),
  /** The words of the command that opens a shell in it. */
  shell: z.array(z.string()).optional(),
  /** Why no faster way to run it is used. */
  slow: z.array(z.object({ accelerator: z.string(), why: z.string() })),
  /** What the guest told of last. */
  health: z
    .object({
      memoryTotal: z.number().optional(),
      memoryAvailable: z.number().optional(),
      diskTotal: z.number().optional(),
      diskFree: z.number().optional(),
    })
    .optional(),
  /** What stands on it, while it runs. */
  live: vmLive.optional(),
  /** What the data disk takes on this computer. */
  diskUsed: z.number(),
  restorePoints: z.array(vmRestorePoint),
  /** Where the engine is published, as DOCKER_HOST has it. */
  address: z.string(),
  /** It stays until it is stopped, rather than as long as Slipway is open. */
  stays: z.boolean(),
  /** What happened by itself, as a restart after a crash. */
  notes: z.array(z.object({ at: z.number(), text: z.string() })),
})
export type VmStatus = z.infer<typeof vmStatus>

/** What is written down: by the services in it, by its kernel, by what runs it, by Slipway. */
export const vmLog = z.enum(['services', 'console', 'hypervisor', 'keeper'])
export type VmLog = z.infer<typeof vmLog>

/** Something that a reset takes away. */
export const vmLoss = z.object({
  kind: z.enum(['volume', 'container', 'image']),
  name: z.string(),
  bytes: z.number(),
})
export type VmLoss = z.infer<typeof vmLoss>

const which = z.object({ name: vmName })
const done = z.object({ command: z.string() })

export const vm = {
  /** Every virtual machine, `default` among them where one can be made, again whenever one changes. */
  watch: base.input(z.object({ stream: streamId })).output(eventIterator(z.array(vmStatus))),
  /** Ends when its engine answers. `repair` lets it mend its disk; `cold` does not use its saved state. */
  start: base
    .input(which.extend({ repair: z.boolean().default(false), cold: z.boolean().default(false) }))
    .output(done),
  /** Each ends when it is done. `set-disk-aside` and `reset` begin with an empty disk and keep the former one. */
  act: base
    .input(
      which.extend({
        action: z.enum(['stop', 'restart', 'pause', 'resume', 'save', 'reset', 'set-disk-aside', 'make-restore-point']),
      }),
    )
    .output(done),
  /** Tries how a folder of this computer does as a container’s mount; takes some seconds. */
  tryMount: base
    .input(which.extend({ path: z.string().min(1).max(4096) }))
    .output(done.extend({ report: vmMountReport })),
  /** Has it give the memory and disk space it does not need back to this computer; the bytes are those that came back. */
  trim: base.input(which).output(done.extend({ bytes: z.number() })),
  /** Takes effect at its next start. */
  change: base.input(which.extend({ settings: vmSettingsChange })).output(done),
  restore: base.input(which.extend({ point: vmRestorePoint.shape.id })).output(done),
  forget: base.input(which.extend({ point: vmRestorePoint.shape.id })).output(done),
  /** What a reset would take away, item by item; only while it runs. */
  loss: base.input(which).output(z.array(vmLoss)),
  /** Begins what a button under a failure says, and a start after it. */
  mend: base.input(which.extend({ mend: vmMend.shape.kind })).output(done.extend({ job: jobId })),
  /** The end of one of its logs, then what comes to it. `anew`: what was said before is void. */
  followLog: base
    .input(which.extend({ stream: streamId, log: vmLog }))
    .output(eventIterator(z.object({ anew: z.boolean(), text: z.string() }))),
}
