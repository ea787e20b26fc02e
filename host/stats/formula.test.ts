import { expect, test } from 'vitest'
import { cpuPercent, memoryBytes, type Sample } from './formula.ts'

const sample = (over: Partial<Sample>): Sample => ({
  cpu_stats: { cpu_usage: { total_usage: 300 }, system_cpu_usage: 2_000, online_cpus: 4 },
  precpu_stats: { cpu_usage: { total_usage: 100 }, system_cpu_usage: 1_000 },
  memory_stats: { usage: 1_000, limit: 4_000 },
  ...over,
})

test('a fifth of the system’s time on four cores is 80 % of one core', () => {
  expect(cpuPercent(sample({}))).toBeCloseTo(80)
})

test('the first sample, which has none before it, is no load', () => {
  expect(cpuPercent(sample({ precpu_stats: { cpu_usage: { total_usage: 0 } } }))).toBe(0)
})

test('old engines name no online cpus, but each cpu’s usage', () => {
  const cpu_stats = { cpu_usage: { total_usage: 300, percpu_usage: [1, 2] }, system_cpu_usage: 2_000 }
  expect(cpuPercent(sample({ cpu_stats }))).toBeCloseTo(40)
})

test.each([
  [{ total_inactive_file: 400, inactive_file: 1 }, 600],
  [{ inactive_file: 300 }, 700],
  [{ inactive_file: 2_000 }, 1_000],
  [null, 1_000],
])('memory without cache, of %o', (stats, bytes) => {
  expect(memoryBytes(sample({ memory_stats: { usage: 1_000, stats } }))).toBe(bytes)
})
