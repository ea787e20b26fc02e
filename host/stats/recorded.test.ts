// What engines answered, and what `docker stats` said of the same moment.
import { expect, test } from 'vitest'
import { sample } from './formula.ts'
import { type Reading, readingOf } from './reading.ts'

/** Two samples of one container as their text came, and the reading between them. */
function read(before: string, after: string): Reading | undefined {
  return readingOf('c', sample.parse(JSON.parse(before)), sample.parse(JSON.parse(after)))
}

const none = '[]'
const blkio = (entries: string) =>
  `"blkio_stats":{"io_service_bytes_recursive":${entries},"io_serviced_recursive":${none},"io_queue_recursive":${none},"sectors_recursive":${none}}`

// dockerd 20.10.24 on cgroup v1: `--cpus 0.5 --memory 64m`, a busy loop after a file of 8 MiB was written.
const v1 = (read: string, total: number, percpu: string, system: number) =>
  `{"read":"${read}","pids_stats":{"current":1},${blkio(none)},"num_procs":0,"storage_stats":{},"cpu_stats":{"cpu_usage":{"total_usage":${total},"percpu_usage":${percpu},"usage_in_kernelmode":20000000,"usage_in_usermode":1850000000},"system_cpu_usage":${system},"online_cpus":2,"throttling_data":{"periods":43,"throttled_periods":19,"throttled_time":320607223}},"memory_stats":{"usage":9117696,"max_usage":10211328,"stats":{"active_anon":4096,"active_file":0,"cache":8388608,"dirty":8388608,"hierarchical_memory_limit":67108864,"inactive_anon":61440,"inactive_file":8388608,"mapped_file":0,"rss":65536,"total_active_file":0,"total_cache":8388608,"total_inactive_file":8388608,"total_rss":65536},"limit":67108864},"name":"/bold_bassi","networks":{"eth0":{"rx_bytes":1196,"rx_packets":10,"rx_errors":0,"rx_dropped":0,"tx_bytes":0,"tx_packets":0,"tx_errors":0,"tx_dropped":0}}}`

test('cgroup v1: docker stats said 49.43 %, 712KiB / 64MiB', () => {
  // That line is of the second before; of this one its own formula gives (487350725 / 2020000000) × 2 cores.
  const reading = read(
    v1('2026-11-21T22:47:18.535186622Z', 1_395_822_916, '[1020709004,375113912]', 58_903_670_000_000),
    v1('2026-11-21T22:47:19.542794142Z', 1_883_173_641, '[1020709004,862464637]', 58_905_690_000_000),
  )
  expect(reading?.cpu).toBeCloseTo(48.25, 2)
  expect(reading).toMatchObject({ memory: 712 * 1_024, memoryLimit: 64 * 1_048_576, pids: 1, rx: 0, tx: 0 })
  // The engine names no disk here, as where nothing was read or written.
  expect(reading).toMatchObject({ read: 0, write: 0 })
})

// cgroup v2: no usage by core, no `max_usage`, no `total_…`, and operations in small letters.
const v2 = (read: string, total: number, system: number, written: number) =>
  `{"read":"${read}","pids_stats":{"current":3,"limit":18446744073709551615},${blkio(`[{"major":254,"minor":0,"op":"read","value":4096},{"major":254,"minor":0,"op":"write","value":${written}}]`)},"num_procs":0,"storage_stats":{},"cpu_stats":{"cpu_usage":{"total_usage":${total},"usage_in_kernelmode":200000,"usage_in_usermode":${total - 200_000}},"system_cpu_usage":${system},"online_cpus":4,"throttling_data":{"periods":0,"throttled_periods":0,"throttled_time":0}},"memory_stats":{"usage":155774976,"stats":{"active_anon":0,"active_file":49065984,"anon":1622016,"anon_thp":0,"file":141791232,"file_dirty":0,"file_mapped":3379200,"file_writeback":405504,"inactive_anon":1351680,"inactive_file":92590080,"kernel_stack":147456,"shmem":0,"slab":12309152,"sock":69632,"unevictable":0},"limit":16584396800},"name":"/web","networks":{"eth0":{"rx_bytes":1000,"tx_bytes":500},"eth1":{"rx_bytes":3000,"tx_bytes":500}}}`

test('cgroup v2: memory without what the kernel may drop, and all networks and disks', () => {
  const reading = read(
    v2('2026-01-01T00:00:00.0Z', 5_000_000_000, 70_000_000_000_000, 1_048_576),
    v2('2026-01-01T00:00:02.0Z', 6_000_000_000, 70_008_000_000_000, 3_145_728),
  )
  expect(reading).toMatchObject({ cpu: 50, memory: 63_184_896, memoryLimit: 16_584_396_800, pids: 3, over: 2_000 })
  expect(reading).toMatchObject({ rx: 0, tx: 0, read: 0, write: 1_048_576 })
})

// Podman 4's Docker-compatible service on cgroup v1: `--cpus 0.5 --memory 64m`, a busy loop.
const podman = (read: string, total: number, percpu: string, system: number, cpu: number) =>
  `{"read":"${read}","preread":"0001-01-01T00:00:00Z","pids_stats":{"current":1},"blkio_stats":{"io_service_bytes_recursive":[],"io_serviced_recursive":null,"io_queue_recursive":null,"sectors_recursive":null},"num_procs":0,"storage_stats":{},"cpu_stats":{"cpu_usage":{"total_usage":${total},"percpu_usage":${percpu},"usage_in_kernelmode":16000000,"usage_in_usermode":1497431149},"system_cpu_usage":${system},"online_cpus":2,"cpu":${cpu},"throttling_data":{"periods":0,"throttled_periods":0,"throttled_time":0}},"memory_stats":{"usage":8990720,"limit":67108864},"name":"dreamy_hawking","Id":"5161451d6394","networks":{"network":{"rx_bytes":472,"rx_packets":0,"rx_errors":0,"rx_dropped":0,"tx_bytes":1620,"tx_packets":0,"tx_errors":0,"tx_dropped":0}}}`

test('Podman: by the clock, where the docker command’s formula said 0.01 %; memory as it is told', () => {
  const reading = read(
    podman('2026-11-21T22:47:25.767310488Z', 1_513_431_149, '[994530867,518900282]', 45_582_897_133_833, 5.91),
    podman('2026-11-21T22:47:26.767310488Z', 2_013_431_149, '[994530867,1018900282]', 45_583_453_133_833, 6.02),
  )
  expect(reading?.cpu).toBeCloseTo(50, 1)
  // 8.574MiB / 64MiB
  expect(reading).toMatchObject({ memory: 8_990_720, memoryLimit: 67_108_864, pids: 1, rx: 0, tx: 0 })
})
