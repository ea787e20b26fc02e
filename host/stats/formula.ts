import { z } from 'zod'

const counter = z.number().optional()
const blockEntries = z.array(z.object({ op: z.string(), value: z.number() })).nullish()

/** `GET /containers/{id}/stats` */
export const sample = z.object({
  /** When it was taken; RFC 3339 with nanoseconds. */
  read: z.string(),
  cpu_stats: z.object({
    cpu_usage: z.object({ total_usage: z.number(), percpu_usage: z.array(z.number()).nullish() }),
    system_cpu_usage: counter,
    online_cpus: counter,
    /** Podman alone has it. */
    cpu: counter,
  }),
  memory_stats: z.object({
    usage: counter,
    limit: counter,
    /** What the inactive file cache is called by cgroup v1, and by v2. */
    stats: z.object({ total_inactive_file: counter, inactive_file: counter }).nullish(),
  }),
  networks: z.record(z.string(), z.object({ rx_bytes: z.number(), tx_bytes: z.number() })).nullish(),
  blkio_stats: z.object({ io_service_bytes_recursive: blockEntries }).nullish(),
  pids_stats: z.object({ current: counter }).nullish(),
})
export type Sample = z.infer<typeof sample>

/**
 * Percent of one core between two samples: `docker stats`' formula (docker/cli,
 * cli/command/container/stats_helpers.go, calculateCPUPercentUnix). Nothing where it can't be told: a counter that
 * went back belongs to a container that was started anew. Podman's system time leaves out what was idle (containers/common,
 * pkg/cgroups, SystemCPUUsage), so that the formula would tell a share of what is busy: there the clock is the measure.
 */
export function cpuPercent(
  { cpu_stats: before, read: earlier }: Sample,
  { cpu_stats: now, read: later }: Sample,
): number | undefined {
  const used = now.cpu_usage.total_usage - before.cpu_usage.total_usage
  if (now.cpu !== undefined) {
    const elapsed = (Date.parse(later) - Date.parse(earlier)) * 1e6
    return used < 0 || !(elapsed > 0) ? undefined : (used / elapsed) * 100
  }
  const system = (now.system_cpu_usage ?? 0) - (before.system_cpu_usage ?? 0)
  if (!before.system_cpu_usage || system <= 0 || used < 0) return undefined
  const cores = now.online_cpus || now.cpu_usage.percpu_usage?.length || 1
  return (used / system) * cores * 100
}

/**
 * Bytes in use without the inactive file cache: `docker stats`' formula (calculateMemUsageUnixNoCache):
 * cgroup v1 `total_inactive_file`, v2 `inactive_file`, whichever is there and less than the usage.
 */
export function memoryBytes({ memory_stats: { usage, stats } }: Sample): number | undefined {
  if (usage === undefined) return undefined
  for (const cache of [stats?.total_inactive_file, stats?.inactive_file]) {
    if (cache !== undefined && cache < usage) return usage - cache
  }
  return usage
}

/** Bytes that all its networks received and sent so far; nothing where it has none of its own. */
export function networkBytes({ networks }: Sample): { rx: number; tx: number } | undefined {
  if (!networks) return undefined
  const all = Object.values(networks)
  return {
    rx: all.reduce((sum, { rx_bytes }) => sum + rx_bytes, 0),
    tx: all.reduce((sum, { tx_bytes }) => sum + tx_bytes, 0),
  }
}

/** Bytes read from and written to disks so far: `docker stats`' formula (calculateBlockIO). Nothing where the engine says nothing. */
export function blockBytes({ blkio_stats }: Sample): { read: number; write: number } | undefined {
  const entries = blkio_stats?.io_service_bytes_recursive
  if (!entries) return undefined
  const sum = (letter: string) =>
    entries.reduce((total, { op, value }) => (op[0]?.toLowerCase() === letter ? total + value : total), 0)
  return { read: sum('r'), write: sum('w') }
}
