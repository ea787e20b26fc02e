import type {
  CauseOfDeath,
  Incarnation,
  LogLine,
  Measure,
  Problem,
  RecordedEvent,
  Story,
} from '../../../contract/index.ts'

/** Of a measure over one step; null where it was not measured. */
export type Value = { average: number; max: number } | null

/** What one container used over one step. `time`: milliseconds since 1970 at which the step begins. */
export type Step = { container: string; time: number; values: Record<Measure, Value> }

/** What is known of a container beside its figures. */
export type ContainerFacts = {
  container: string
  name: string
  image: string
  stack?: string | undefined
  service?: string | undefined
}

type WithoutNumber<T> = T extends unknown ? Omit<T, 'number'> : never
/** An event that is yet to be written. */
export type EventDraft = WithoutNumber<RecordedEvent>

/** One run of a container: named by its container and when it started. What is left out stays as it was. */
export type Run = {
  container: string
  started: number
  ended?: number
  cause?: CauseOfDeath
  lines?: LogLine[]
  linesProblem?: Problem
  memoryLimit?: number
}

/** Everything that happened on one engine since the last writing. Applied as a whole or not at all. */
export type Batch = {
  engine: string
  /** Until when everything is in; milliseconds since 1970. */
  seen: number
  facts?: ContainerFacts[]
  steps?: Step[]
  /** A container's own memory limit from that time on; null: none. */
  limits?: Array<{ container: string; time: number; bytes: number | null }>
  events?: EventDraft[]
  runs?: Run[]
  removed?: Array<{ container: string; time: number }>
  /** Every container that is there: all others are removed. */
  present?: string[]
  disk?: { time: number; free: number; total: number }
  /** The newest event of all, also of those that are not kept. */
  lastEvent?: number
  /** When the engine was started. */
  engineStarted?: number
}

/** What was known of an engine when it was last written about. */
export type EngineMemory = {
  seen?: number
  lastEvent?: number
  engineStarted?: number
  /** Runs that had not ended. */
  open: Array<{ container: string; name: string; started: number; memoryLimit?: number }>
}

export type HistoryQuery = {
  engine: string
  from: number
  to: number
  /** Left out: the sum of all. */
  containers?: readonly string[]
  measures: readonly Measure[]
  points: number
}

export type EventQuery = {
  engine: string
  from: number
  to: number
  containers?: readonly string[]
  limit: number
}

export type IncarnationQuery = {
  engine: string
  container?: string
  ended?: boolean
  search?: string
  /** Only those that ended after this, or have not ended. */
  since?: number
  limit: number
}

/** As in the contract, without the sentence, which is made of the cause. */
export type IncarnationRow = Omit<Incarnation, 'sentence'>
export type StoryRow = Omit<Story, 'incarnation'> & { incarnation: IncarnationRow }

export type RankQuery = { engine: string; from: number; to: number; measures: readonly Measure[]; count: number }
export type Ranked = { container: string; name: string; average: number; max: number }
export type Ranks = Array<{ measure: Measure; ranked: Ranked[] }>

export type DiskPoint = { time: number; free: number; total: number }

export type Limits = {
  /** Milliseconds since 1970 before which nothing is kept. */
  before: number
  /** The same of the finest steps. */
  fineBefore: number
  /** Bytes that the file may have. */
  bytes: number
}

export type StoreState = { size: number; oldest?: number; newest?: number }
