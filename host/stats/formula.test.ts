import { expect, test } from 'vitest'
import { blockBytes, cpuPercent, memoryBytes, networkBytes, type Sample } from './formula.ts'

const sample = (over: Partial<Sample>): Sample => ({
  read: '2026-01-01T00:00:01Z',
  cpu_stats: { cpu_usage: { total_usage: 300 }, system_cpu_usage: 2_000, online_cpus: 4 },
  memory_stats: { usage: 1_000, limit: 4_000 },
  ...over,
})
const before = sample({ cpu_stats: { cpu_usage: { total_usage: 100 }, system_cpu_usage: 1_000 } })

test('a fifth of the system’s time on four cores is 80 % of one core', () => {
  expect(cpuPercent(before, sample({}))).toBeCloseTo(80)
})

test('a sample before it without figures, or of the same moment, tells no load', () => {
  expect(cpuPercent(sample({ cpu_stats: { cpu_usage: { total_usage: 0 } } }), sample({}))).toBeUndefined()
  expect(cpuPercent(sample({}), sample({}))).toBeUndefined()
})

test('Podman’s system time is not all the time there was: its clock is', () => {
  const at = (read: string, total_usage: number) =>
    sample({
      read,
      cpu_stats: { cpu_usage: { total_usage }, system_cpu_usage: total_usage * 1.1, online_cpus: 2, cpu: 0 },
    })
  const [first, second] = [at('2026-01-01T00:00:01Z', 1e9), at('2026-01-01T00:00:03Z', 2e9)]
  expect(cpuPercent(first, second)).toBeCloseTo(50)
  expect(cpuPercent(second, second)).toBeUndefined()
  expect(cpuPercent(second, first)).toBeUndefined()
})

test('a counter that went back tells no load, not a negative one', () => {
  const cpu_stats = { cpu_usage: { total_usage: 10 }, system_cpu_usage: 3_000, online_cpus: 4 }
  expect(cpuPercent(sample({}), sample({ cpu_stats }))).toBeUndefined()
})

test('old engines name no online cpus, but each cpu’s usage', () => {
  const cpu_stats = { cpu_usage: { total_usage: 300, percpu_usage: [1, 2] }, system_cpu_usage: 2_000 }
  expect(cpuPercent(before, sample({ cpu_stats }))).toBeCloseTo(40)
})

test.each([
  [{ total_inactive_file: 400, inactive_file: 1 }, 600],
  [{ inactive_file: 300 }, 700],
  [{ inactive_file: 2_000 }, 1_000],
  [null, 1_000],
])('memory without cache, of %o', (stats, bytes) => {
  expect(memoryBytes(sample({ memory_stats: { usage: 1_000, stats } }))).toBe(bytes)
})

test('all networks together', () => {
  const networks = { eth0: { rx_bytes: 1, tx_bytes: 2 }, eth1: { rx_bytes: 10, tx_bytes: 20 } }
  expect(networkBytes(sample({ networks }))).toEqual({ rx: 11, tx: 22 })
  expect(networkBytes(sample({}))).toBeUndefined()
})

test('reads and writes of all disks, in the words of cgroup v1 and v2', () => {
  const entries = [
    { op: 'Read', value: 1 },
    { op: 'write', value: 2 },
    { op: 'read', value: 10 },
    { op: 'Total', value: 999 },
  ]
  expect(blockBytes(sample({ blkio_stats: { io_service_bytes_recursive: entries } }))).toEqual({ read: 11, write: 2 })
  expect(blockBytes(sample({ blkio_stats: { io_service_bytes_recursive: [] } }))).toEqual({ read: 0, write: 0 })
  expect(blockBytes(sample({ blkio_stats: { io_service_bytes_recursive: null } }))).toBeUndefined()
})
