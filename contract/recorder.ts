import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { attention } from './attention.ts'
import { causeOfDeath } from './cause.ts'
import { engineId } from './engines.ts'
import { base } from './errors.ts'
import { streamId } from './flow.ts'
import { containerId } from './inventory.ts'
import { logLine } from './logs.ts'
import { problemSchema } from './problem.ts'
import { recordedEvent } from './recorded-event.ts'
import { measure } from './stats.ts'

/** Milliseconds since 1970. */
const time = z.number().int().min(0).max(8_640_000_000_000_000)
const range = { engine: engineId, from: time, to: time }

/** How much is kept: whichever is reached first. */
export const recorderSettings = z.object({
  days: z.number().int().min(1).max(366),
  /** Megabytes (1,000,000 bytes) that the file may have. */
  megabytes: z.number().int().min(20).max(100_000),
})
export type RecorderSettings = z.infer<typeof recorderSettings>

export const recorderState = z.object({
  settings: recorderSettings,
  /** Bytes of the file and what goes with it. */
  size: z.number(),
  /** The oldest that is kept; milliseconds since 1970; absent while nothing is. */
  oldest: z.number().optional(),
  /** Everything until then is written; milliseconds since 1970; absent while nothing is. */
  newest: z.number().optional(),
  /** Why nothing is written at the moment, or what was lost. */
  problem: problemSchema.optional(),
})
export type RecorderState = z.infer<typeof recorderState>

/** Values by step, `null` where nothing was measured: a gap, not a zero. Units are those of `measure`. */
export const curve = z.object({ average: z.array(z.number().nullable()), max: z.array(z.number().nullable()) })
export type Curve = z.infer<typeof curve>

export const historySeries = z.object({
  /** The container’s id; `engine` for the sum of all containers. */
  id: z.string(),
  /** The container’s newest name; of the sum: the engine’s. */
  name: z.string(),
  /** The measures that were asked for. */
  curves: z.partialRecord(measure, curve),
  /** Bytes of its own memory limit by step; null where it had none, or nothing was measured. */
  memoryLimit: z.array(z.number().nullable()),
})
export type HistorySeries = z.infer<typeof historySeries>

export const history = z.object({
  /** Milliseconds from one time to the next. */
  step: z.number(),
  /** When each step begins, milliseconds since 1970; the same for all series. */
  time: z.array(z.number()),
  series: z.array(historySeries),
})
export type History = z.infer<typeof history>

/** One run of a container, from its start to its end. */
export const incarnation = z.object({
  number: z.number().int(),
  container: z.string(),
  name: z.string(),
  image: z.string(),
  stack: z.string().optional(),
  service: z.string().optional(),
  /** Milliseconds since 1970. */
  started: z.number(),
  /** Absent while it runs. */
  ended: z.number().optional(),
  cause: causeOfDeath,
  /** The cause in a sentence. */
  sentence: z.string(),
  /** The container itself is gone. */
  removed: z.boolean(),
})
export type Incarnation = z.infer<typeof incarnation>

/** What happened to one run of a container. */
export const story = z.object({
  incarnation,
  /** What happened to the container itself, from a little before the start to a little after the end. */
  timeline: z.array(recordedEvent),
  /** What else happened on the engine within a minute of the end. */
  neighbours: z.array(recordedEvent),
  /** The last lines it wrote; at most 200. */
  lines: z.array(logLine),
  /** Why there are no lines. */
  linesProblem: problemSchema.optional(),
  /** Bytes of its own memory limit at the end; absent when it had none. */
  memoryLimit: z.number().optional(),
  /** The run before and after this one, of the same container or of what it replaced. */
  previous: z.number().int().optional(),
  next: z.number().int().optional(),
})
export type Story = z.infer<typeof story>

const ranked = z.object({ container: z.string(), name: z.string(), average: z.number(), max: z.number() })

/** What an engine’s disk has left; sizes are bytes. */
export const diskTrend = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('known'),
    free: z.number(),
    total: z.number(),
    /** Bytes a day by which the free space grows (or shrinks, below 0), over what is recorded; absent while that is too short. */
    perDay: z.number().optional(),
    /** When nothing is left if it goes on like this; milliseconds since 1970. */
    fullAt: z.number().optional(),
    /** Free space over the range. */
    history: z.array(z.object({ time: z.number(), free: z.number() })),
  }),
  /** The engine does not tell, and its disk is not this computer’s. */
  z.object({ kind: z.literal('unknown') }),
])
export type DiskTrend = z.infer<typeof diskTrend>

export const dashboard = z.object({
  /** When this was so; milliseconds since 1970. */
  time: z.number(),
  totals: z.object({
    containers: z.number(),
    running: z.number(),
    images: z.number(),
    volumes: z.number(),
    networks: z.number(),
    /** Cores of the engine’s machine. */
    cores: z.number(),
    /** Bytes of the engine’s machine. */
    memoryTotal: z.number(),
    /** Sums over all running containers, in the last 10 s that were measured; absent while nothing is. */
    usage: z.partialRecord(measure, z.number()).optional(),
  }),
  /** The containers that use most, at most 5: in the last 10 s that were measured, and over the range. Biggest first. */
  top: z.array(z.object({ measure, now: z.array(ranked), range: z.array(ranked) })),
  /** What changed in the last day, newest first; at most 200. */
  changes: z.array(recordedEvent),
  disk: diskTrend,
  attention: z.array(attention),
})
export type Dashboard = z.infer<typeof dashboard>

export const recorder = {
  /** The recorder’s own state, again whenever something was written: every 10 s, and with every end of a container. */
  watch: base.input(z.object({ stream: streamId })).output(eventIterator(recorderState)),
  /** How much is to be kept; the oldest that is over goes at once. */
  configure: base.input(recorderSettings),
  /** Forgets everything that was recorded of all engines. */
  forget: base,
  /**
   * Curves over a time. At least about half as many steps as `points`, at most twice as many, and none finer than 10 s.
   * `containers` takes those that are gone, too; without it: the sum of all containers.
   */
  history: base
    .input(
      z.object({
        ...range,
        containers: z.array(containerId).max(200).optional(),
        measures: z.array(measure).min(1),
        points: z.number().int().min(2).max(5_000),
      }),
    )
    .output(history),
  /** What happened over a time, oldest first; of these containers or of all of the engine. The newest `limit` of them. */
  events: base
    .input(
      z.object({
        ...range,
        containers: z.array(containerId).max(200).optional(),
        limit: z.number().int().min(1).max(5_000),
      }),
    )
    .output(z.array(recordedEvent)),
  /** Runs of a container, or of all of the engine, removed ones too; newest first. */
  incarnations: base
    .input(
      z.object({
        engine: engineId,
        /** An id, or a name: then every container that has, or last had, this name. */
        container: containerId.optional(),
        /** Only those that ended. */
        ended: z.boolean().optional(),
        /** Only those whose name, image or stack has this text. */
        search: z.string().max(200).optional(),
        limit: z.number().int().min(1).max(1_000),
      }),
    )
    .output(z.array(incarnation)),
  /** What happened to one run of a container. NOT_FOUND when that is not kept any more. */
  story: base.input(z.object({ engine: engineId, incarnation: z.number().int() })).output(story),
  /** How the engine is; `from` and `to` are the range of `top` and of the disk’s history. */
  dashboard: base.input(z.object(range)).output(dashboard),
}
