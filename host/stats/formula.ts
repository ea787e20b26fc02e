import { z } from 'zod'

/** `GET /containers/{id}/stats` */
export const sample = z.object({
  cpu_stats: z.object({
    cpu_usage: z.object({ total_usage: z.number(), percpu_usage: z.array(z.number()).nullish() }),
    system_cpu_usage: z.number().optional(),
    online_cpus: z.number().optional(),
  }),
  precpu_stats: z.object({
    cpu_usage: z.object({ total_usage: z.number() }),
    system_cpu_usage: z.number().optional(),
  }),
  memory_stats: z.object({
    usage: z.number().optional(),
    limit: z.number().optional(),
    stats: z.record(z.string(), z.number()).nullish(),
  }),
})
export type Sample = z.infer<typeof sample>

/**
 * Percent of one core between this sample and the one before: `docker stats`' formula
 * (docker/cli, cli/command/container/stats_helpers.go, calculateCPUPercentUnix). 0 where there was none before.
 */
export function cpuPercent({ cpu_stats: now, precpu_stats: before }: Sample): number {
  const used = now.cpu_usage.total_usage - before.cpu_usage.total_usage
  const system = (now.system_cpu_usage ?? 0) - (before.system_cpu_usage ?? 0)
  if (!before.system_cpu_usage || system <= 0 || used <= 0) return 0
  const cores = now.online_cpus || now.cpu_usage.percpu_usage?.length || 1
  return (used / system) * cores * 100
}

/**
 * Bytes in use without the inactive file cache: `docker stats`' formula (calculateMemUsageUnixNoCache):
 * cgroup v1 `total_inactive_file`, v2 `inactive_file`, whichever is there and less than the usage.
 */
export function memoryBytes({ memory_stats: { usage = 0, stats } }: Sample): number {
  for (const cache of [stats?.total_inactive_file, stats?.inactive_file]) {
    if (cache !== undefined && cache < usage) return usage - cache
  }
  return usage
}
