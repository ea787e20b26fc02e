import type { Attention, Container, DiskTrend, Incarnation, Problem, RecordedEvent } from '../../contract/index.ts'

const HOUR_MS = 3_600_000
const WEEK_MS = 7 * 24 * HOUR_MS
/** So many ends within so long are a loop. */
const LOOP_TIMES = 3
const LOOP_MINUTES = 10
/** A disk with less than this share free is nearly full. */
const SCARCE = 0.05

export type Circumstances = {
  containers: readonly Container[]
  /** Runs that ended within the last day, newest first. */
  ends: readonly Incarnation[]
  events: readonly RecordedEvent[]
  disk: DiskTrend
  /** Milliseconds since 1970. */
  now: number
  /** Why nothing is recorded. */
  problem?: Problem
}

/** What needs a person, the worst first. */
export function attentionOf({ containers, ends, events, disk, now, problem }: Circumstances): Attention[] {
  const there = new Map(containers.map((one) => [one.id, one]))
  const found: Attention[] = []
  if (problem) found.push({ kind: 'recorder', problem, remedy: { kind: 'recorderSettings' } })
  if (disk.kind === 'known' && isScarce(disk, now)) {
    const { free, total, fullAt } = disk
    found.push({ kind: 'disk', free, total, ...(fullAt !== undefined && { fullAt }), remedy: { kind: 'cleanUp' } })
  }
  const byContainer = Map.groupBy(ends, ({ container }) => container)
  const looping = new Set<string>()
  for (const [id, runs] of byContainer) {
    const container = there.get(id)
    const again = container?.state === 'running' || container?.state === 'restarting'
    const loop = again ? loopOf(runs, now) : undefined
    if (!container || !loop) continue
    looping.add(id)
    found.push({ kind: 'restartLoop', container: id, name: container.name, ...loop })
  }
  for (const [id, runs] of byContainer) {
    const container = there.get(id)
    if (!container || looping.has(id)) continue
    found.push(...endOf(container, runs))
  }
  for (const { id, name, health } of containers) {
    if (health !== 'unhealthy') continue
    const since = events.findLast((event) => event.kind === 'health' && event.container === id)?.time
    const remedy = { kind: 'logs' as const, container: id }
    found.push({ kind: 'unhealthy', container: id, name, ...(since !== undefined && { since }), remedy })
  }
  return found
}

function isScarce({ free, total, fullAt }: Extract<DiskTrend, { kind: 'known' }>, now: number): boolean {
  return free < total * SCARCE || (fullAt !== undefined && fullAt - now < WEEK_MS)
}

/** Ends that the engine answers by a new start, again and again. */
function loopOf(runs: readonly Incarnation[], now: number) {
  const recent = runs.filter(({ ended = 0, cause }) => now - ended < LOOP_MINUTES * 60_000 && FAULTS.has(cause.kind))
  const [last] = recent
  if (!last || recent.length < LOOP_TIMES) return undefined
  return {
    times: recent.length,
    minutes: LOOP_MINUTES,
    ...('code' in last.cause && last.cause.code !== undefined && { code: last.cause.code }),
    remedy: { kind: 'story' as const, container: last.container, incarnation: last.number },
  }
}

/** Whether it ended by a fault of its own: with an error, by a crash, for want of memory. */
export function isFault({ cause }: Pick<Incarnation, 'cause'>): boolean {
  return FAULTS.has(cause.kind) && 'code' in cause && cause.code !== undefined && cause.code !== 0
}

/** Whether nobody ended it but itself. */
export const isOwnEnd = ({ cause }: Pick<Incarnation, 'cause'>): boolean => FAULTS.has(cause.kind)

const FAULTS = new Set<Incarnation['cause']['kind']>(['oom', 'exited', 'crashed', 'notStarted'])

function endOf({ id, name, state }: Container, runs: readonly Incarnation[]): Attention[] {
  const ooms = runs.filter(({ cause }) => cause.kind === 'oom')
  const [oom] = ooms
  if (oom?.ended !== undefined && oom.cause.kind === 'oom') {
    const { limit } = oom.cause
    const remedy =
      limit === undefined
        ? { kind: 'story' as const, container: id, incarnation: oom.number }
        : { kind: 'limits' as const, container: id }
    return [
      {
        ...{ kind: 'oom', container: id, name, time: oom.ended, times: ooms.length, remedy },
        ...(limit !== undefined && { limit }),
      },
    ]
  }
  const [last] = runs
  if (!last?.ended || state === 'running' || state === 'paused') return []
  const { cause } = last
  if (!('code' in cause) || !cause.code || !isFault(last)) return []
  const remedy = { kind: 'story' as const, container: id, incarnation: last.number }
  return [{ kind: 'failed', container: id, name, time: last.ended, code: cause.code, remedy }]
}
