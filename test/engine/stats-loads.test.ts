import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Usage } from '../../contract/index.ts'
import { engineState, type OpenHost, openHost, readUntil } from '../support/host.ts'
import { BUSYBOX } from '../support/image.ts'
import { sharedEngine } from '../support/shared-engine.ts'

const engine = sharedEngine()
let host: OpenHost
const made: string[] = []
beforeAll(async () => {
  host = await openHost(engine.address)
  await engineState(host, 'connected')
})
afterEach(async () => {
  if (made.length > 0) await engine.docker('rm', '-f', ...made.splice(0))
})
afterAll(() => host?.close())

const run = async (...args: string[]) => {
  const id = await engine.docker('run', '-d', ...args)
  made.push(id)
  return id
}

/** So many samples of one container, a second apart, after some to settle. */
async function samples(id: string, count: number, settle = 2): Promise<Usage[]> {
  const { client } = host
  const seen: Usage[] = []
  await readUntil(
    client,
    async (stream, options) => {
      const items = await client.stats.watch({ engine: host.engine, stream }, options)
      await client.stats.show({ stream, ids: [id] })
      return items
    },
    (batch) => seen.push(...batch) >= count + settle,
    25_000,
  )
  return seen.slice(settle)
}

/** What the docker command says of it at this moment: percent, and bytes. */
async function theirs(id: string): Promise<{ cpu: number; memory: number; pids: number; sent: number }> {
  const format = '{{.CPUPerc}} {{.MemUsage}} {{.PIDs}} {{.NetIO}}'
  const line = await engine.docker('stats', '--no-stream', '--format', format, id)
  const found = /^([\d.]+)% ([\d.]+\w+) \/ \S+ (\d+) \S+ \/ ([\d.]+\w+)$/.exec(line)
  const [, cpu, memory = '', pids, sent = ''] = found ?? []
  return { cpu: Number(cpu), memory: bytes(memory), pids: Number(pids), sent: bytes(sent) }
}

const UNITS: Record<string, number> = {
  ...{ B: 1, kB: 1e3, MB: 1e6, GB: 1e9 },
  ...{ KiB: 1_024, MiB: 1_048_576, GiB: 1_073_741_824 },
}
function bytes(words: string): number {
  const [, number, unit = ''] = /^([\d.]+)(\w+)$/.exec(words) ?? []
  return Number(number) * (UNITS[unit] ?? Number.NaN)
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/** Nanoseconds of a core that a container had so far, as its own kernel counts. */
async function counted(id: string): Promise<number> {
  const script =
    'cat /sys/fs/cgroup/cpuacct/cpuacct.usage 2>/dev/null || awk \'/^usage_usec/ { print $2 "000" }\' /sys/fs/cgroup/cpu.stat'
  return Number(await engine.docker('exec', id, 'sh', '-c', script))
}

test('half of a core is 50 %, as docker stats has it', async () => {
  const id = await run('--cpus', '0.5', BUSYBOX, 'sh', '-c', 'while :; do :; done')
  const [before, began] = [await counted(id), performance.now()]
  const cli = async () => [await theirs(id), await theirs(id), await theirs(id)].map((one) => one.cpu)
  const [ours, said] = await Promise.all([samples(id, 6), cli()])
  const truth = (await counted(id)) - before
  const percent = (truth / 1e6 / (performance.now() - began)) * 100
  const cpu = mean(ours.map((one) => one.cpu))
  // A busy machine may give it less than its quota; never more, but for slices of a tenth of a second.
  expect(cpu).toBeGreaterThan(10)
  expect(cpu).toBeLessThan(58)
  expect(Math.abs(cpu - percent)).toBeLessThan(8)
  expect(Math.abs(cpu - mean(said))).toBeLessThan(12)
  for (const { cpu: one } of ours) expect(Number.isFinite(one)).toBe(true)
})

test('100 MB held are 100 MB, and the file cache is not counted', async () => {
  // A file in memory is charged to who wrote it; the file on disk is cache that can go.
  const script =
    'dd if=/dev/zero of=/held/a bs=1M count=100 2>/dev/null; dd if=/dev/zero of=/a bs=1M count=64 2>/dev/null; sleep 1000'
  const id = await run('--tmpfs', '/held', '--memory', '512m', BUSYBOX, 'sh', '-c', script)
  await engine.docker(
    'exec',
    id,
    'sh',
    '-c',
    'until [ "$(stat -c %s /a 2>/dev/null)" = 67108864 ]; do sleep 0.1; done; sync',
  )
  const [[last], cli] = await Promise.all([samples(id, 1, 3), theirs(id)])
  expect(last?.memory).toBeGreaterThan(100 * 1_048_576)
  expect(last?.memory).toBeLessThan(120 * 1_048_576)
  expect(last?.memoryLimit).toBe(536_870_912)
  // The command rounds to four digits; between the two moments little changes.
  expect(Math.abs((last?.memory ?? 0) - cli.memory)).toBeLessThan(1_048_576)
  expect(last?.pids).toBe(cli.pids)
})

test('1 MB a second sent is 1 MB a second, out here and in there', async () => {
  const to = await run('--name', 'stats-sink', BUSYBOX, 'sh', '-c', 'sleep 1000 | nc -l -p 9000 >/dev/null')
  const address = await engine.docker('inspect', '-f', '{{.NetworkSettings.IPAddress}}', to)
  const script = `{ while :; do head -c 100000 /dev/zero; usleep 100000; done; } | nc ${address} 9000`
  const from = await run(BUSYBOX, 'sh', '-c', script)
  const [before, began] = [await theirs(from), performance.now()]
  const [sent, received] = await Promise.all([samples(from, 8), samples(to, 8)])
  const cli = ((await theirs(from)).sent - before.sent) / ((performance.now() - began) / 1_000)
  const tx = mean(sent.map((one) => one.tx ?? Number.NaN))
  const rx = mean(received.map((one) => one.rx ?? Number.NaN))
  // As the command counts, which rounds to three digits; it was asked a little longer.
  expect(tx / cli).toBeGreaterThan(0.8)
  expect(tx / cli).toBeLessThan(1.2)
  // The shell takes its time over each round, and every packet has a head.
  expect(tx).toBeGreaterThan(300_000)
  expect(tx).toBeLessThan(1_150_000)
  expect(Math.abs(rx - tx) / tx).toBeLessThan(0.15)
})

test('a restart makes no spike, and nothing below zero', async () => {
  const id = await run(
    BUSYBOX,
    'sh',
    '-c',
    'trap "exit 0" TERM; i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done; while :; do sleep 0.1; done',
  )
  const reading = samples(id, 10, 0)
  await engine.docker('restart', '-t', '5', id)
  await engine.docker('restart', '-t', '5', id)
  for (const one of await reading) {
    for (const value of [one.cpu, one.rx ?? 0, one.tx ?? 0, one.read ?? 0, one.write ?? 0]) {
      expect(value).toBeGreaterThanOrEqual(0)
      expect(value).toBeLessThan(10_000_000)
    }
    expect(one.cpu).toBeLessThan(210)
  }
})
