import { expect, test } from 'vitest'
import type { Sample } from './formula.ts'
import { readingOf } from './reading.ts'

const at = (seconds: number, cpu: number, bytes: number): Sample => ({
  read: new Date(Date.UTC(2026, 0, 1) + seconds * 1_000).toISOString(),
  cpu_stats: { cpu_usage: { total_usage: cpu }, system_cpu_usage: seconds * 2_000 + 1, online_cpus: 2 },
  memory_stats: { usage: 1_000, limit: 4_000, stats: null },
  networks: { eth0: { rx_bytes: bytes, tx_bytes: 2 * bytes } },
  blkio_stats: { io_service_bytes_recursive: [{ op: 'read', value: bytes }] },
  pids_stats: { current: 3 },
})

test('a first sample tells what is, but no rates', () => {
  expect(readingOf('a', undefined, at(10, 500, 100))).toEqual({
    ...{ id: 'a', time: Date.UTC(2026, 0, 1, 0, 0, 10), over: 0, memory: 1_000, memoryLimit: 4_000, pids: 3 },
    ...{ cpu: null, rx: null, tx: null, read: null, write: null },
  })
})

test('rates are by the second, however far apart the samples are', () => {
  expect(readingOf('a', at(10, 500, 100), at(20, 5_500, 1_100))).toMatchObject({
    ...{ over: 10_000, cpu: 50, rx: 100, tx: 200, read: 100, write: 0 },
  })
})

test('after a restart, counters begin anew: no spike, nothing negative', () => {
  expect(readingOf('a', at(10, 5_000, 1_000), at(20, 100, 10))).toMatchObject({
    ...{ cpu: null, rx: null, tx: null, read: null, memory: 1_000 },
  })
})

test('what was not sampled for minutes is not known', () => {
  expect(readingOf('a', at(10, 0, 0), at(200, 9_000, 9_000))).toMatchObject({ over: 0, cpu: null, rx: null })
})

test('a container that ended in mid-sample, or whose figures are missing, gives nothing at all', () => {
  expect(readingOf('a', undefined, { ...at(1, 1, 1), read: '0001-01-01T00:00:00Z' })).toBeUndefined()
  expect(readingOf('a', undefined, { ...at(1, 1, 1), memory_stats: {} })).toBeUndefined()
})

test('an engine that tells nothing of networks, disks and processes leaves them unknown', () => {
  const { networks: _n, blkio_stats: _b, pids_stats: _p, ...rest } = at(20, 5_500, 1)
  expect(readingOf('a', at(10, 500, 0), { ...rest, networks: null, blkio_stats: null, pids_stats: {} })).toMatchObject({
    ...{ cpu: 50, rx: null, tx: null, read: null, write: null, pids: null },
  })
})
