import type { Dashboard, DiskTrend, Measure } from '../../contract/index.ts'
import type { Engines } from '../engine/index.ts'
import { attentionOf } from './attention.ts'
import { diskOf } from './engine-state.ts'
import type { Recorder } from './recorder.ts'
import type { DiskPoint, Ranked, Step } from './store/types.ts'
import { fullAt, perDay } from './trend.ts'

const DAY_MS = 86_400_000
const WEEK_MS = 7 * DAY_MS
const MOST_CHANGES = 200
const TOP = 5
const MEASURES: readonly Measure[] = ['cpu', 'memory', 'rx', 'tx', 'read', 'write', 'pids']
/** The sum of all containers of an engine. */
const SUM = ''
/** So many points of the disk's history are shown. */
const DISK_POINTS = 300

/** How an engine is, in figures. @throws SlipwayError */
export async function dashboardOf(
  engines: Engines,
  recorder: Recorder,
  { engine, from, to }: { engine: string; from: number; to: number },
): Promise<Dashboard> {
  const inventory = engines.inventory(engine)
  const now = Date.now()
  const [changes, ranks, disk, ends] = await Promise.all([
    recorder.events({ engine, from: now - DAY_MS, to: now + 1, limit: MOST_CHANGES }),
    recorder.ask('ranks', { engine, from, to, measures: MEASURES, count: TOP }),
    diskTrend(recorder, engine, from, to),
    recorder.incarnations({ engine, ended: true, since: now - DAY_MS, limit: 1_000 }),
  ])
  const status = engines.list().engines.find(({ id }) => id === engine)?.status
  const facts = status && 'facts' in status ? status.facts : undefined
  const containers = [...inventory.containers.values()]
  const names = new Map(containers.map(({ id, name }) => [id, name]))
  const latest = recorder.live(engine)?.latest?.steps
  const usage = latest?.get(SUM)
  const problem = recorder.state().problem
  return {
    time: now,
    totals: {
      containers: containers.length,
      running: containers.filter(({ state }) => state === 'running').length,
      images: inventory.images.size,
      volumes: inventory.volumes.size,
      networks: inventory.networks.size,
      cores: facts?.cpus ?? 0,
      memoryTotal: facts?.memory ?? 0,
      ...(usage && { usage: averages(usage) }),
    },
    top: ranks.map(({ measure, ranked }) => ({ measure, now: topNow(latest, measure, names), range: ranked })),
    changes: changes.reverse(),
    disk,
    attention: attentionOf({ containers, ends, events: changes, disk, now, ...(problem && { problem }) }),
  }
}

function averages({ values }: Step): Partial<Record<Measure, number>> {
  const known: Partial<Record<Measure, number>> = {}
  for (const measure of MEASURES) {
    const value = values[measure]
    if (value) known[measure] = value.average
  }
  return known
}

function topNow(
  latest: ReadonlyMap<string, Step> | undefined,
  measure: Measure,
  names: ReadonlyMap<string, string>,
): Ranked[] {
  return [...(latest ?? [])]
    .flatMap(([container, { values }]) => {
      const value = values[measure]
      return container === SUM || !value
        ? []
        : [{ container, name: names.get(container) ?? container.slice(0, 12), ...value }]
    })
    .sort((a, b) => b.average - a.average)
    .slice(0, TOP)
}

/** What an engine's disk has left, and where that leads. @throws SlipwayError */
export async function diskTrend(recorder: Recorder, engine: string, from: number, to: number): Promise<DiskTrend> {
  const folder = recorder.live(engine)?.folder
  const now = folder === undefined ? undefined : await diskOf(folder)
  if (!now) return { kind: 'unknown' }
  const time = Date.now()
  const known = await recorder.ask('disk', engine, Math.min(from, time - WEEK_MS), time + 1)
  const points: DiskPoint[] = [...known, { time, ...now }]
  const change = perDay(points)
  const full = fullAt({ time, free: now.free, perDay: change })
  const shown = points.filter((point) => point.time >= from && point.time <= Math.max(to, from))
  const each = Math.ceil(shown.length / DISK_POINTS)
  return {
    kind: 'known',
    ...now,
    ...(change !== undefined && { perDay: change }),
    ...(full !== undefined && { fullAt: full }),
    history: shown
      .filter((_, index) => (shown.length - 1 - index) % each === 0)
      .map((point) => ({ time: point.time, free: point.free })),
  }
}
