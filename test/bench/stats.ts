import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { pool } from '../../host/pool.ts'
import { RemoteStore } from '../../host/recorder/remote-store.ts'
import type { EngineAccess } from '../support/engine.ts'
import { BUSYBOX } from '../support/image.ts'
import type { Product } from '../support/product.ts'
import { openProduct } from '../support/product-client.ts'
import { rawAgent, rawRequest } from '../support/raw.ts'
import { batchOf } from '../support/store.ts'
import { type Figure, percentile, timed } from './figure.ts'

const RUNNING = 50
const SECONDS = 30
/** What begins is sampled more often at first; milliseconds. */
const SETTLE_MS = 45_000
const DAY_MS = 86_400_000
const DAYS = 7
const QUERIES = 40

/** What it costs to look at 50 running containers, and to remember them for a week. */
export async function statsBench(engine: EngineAccess, product: Product): Promise<Figure[]> {
  const agent = rawAgent(8)
  const ids = await pool(
    Array.from({ length: RUNNING }, (_, index) => index),
    8,
    async (index) => {
      const body = { Image: BUSYBOX, Cmd: ['sleep', '100000'] }
      const { text } = await rawRequest(engine.address, 'POST', `/containers/create?name=stats-${index}`, {
        body,
        agent,
      })
      const { Id } = JSON.parse(text)
      await rawRequest(engine.address, 'POST', `/containers/${Id}/start`, { agent })
      return String(Id)
    },
  )
  agent.destroy()
  try {
    return [...(await costs(engine, product, ids)), ...(await memory())]
  } finally {
    await engine.docker('rm', '-f', ...ids)
  }
}

async function costs(engine: EngineAccess, product: Product, ids: readonly string[]): Promise<Figure[]> {
  const dockerd = await processOf('dockerd', engine.folder)
  await sleep(SETTLE_MS)
  const recorder = await load({ host: product.pid, dockerd })
  // Its own sampling would be counted as the command's.
  process.kill(product.pid, 'SIGSTOP')
  let cli: Record<'cli' | 'dockerd', number>
  const command = spawn('docker', ['-H', engine.address, 'stats'], { stdio: ['ignore', 'ignore', 'ignore'] })
  try {
    await sleep(3_000)
    cli = await load({ cli: pidOf(command), dockerd })
  } finally {
    command.kill('SIGKILL')
    await once(command, 'close')
    process.kill(product.pid, 'SIGCONT')
  }
  await sleep(3_000)
  const live = await showing(product, ids, () => load({ host: product.pid, dockerd }))
  const figure = (name: string, ours: number, theirs: number, atMost: number): Figure => ({
    ...{ name: `stats, ${name}`, ours, theirs, unit: '% of a core', goal: { atMost } },
  })
  return [
    figure(`host with ${ids.length} on screen / docker stats`, live.host, cli.cli, 1),
    figure('dockerd with them on screen / under docker stats', live.dockerd, cli.dockerd, 1),
    figure('host with the recorder alone / docker stats', recorder.host, cli.cli, 0.25),
    figure('dockerd with the recorder alone / under docker stats', recorder.dockerd, cli.dockerd, 0.25),
  ]
}

/** Does the work while a face has these containers on screen. */
async function showing<T>(product: Product, ids: readonly string[], work: () => Promise<T>): Promise<T> {
  const { client, engine, close } = await openProduct(product)
  const leave = new AbortController()
  let samples = 0
  const items = await client.stats.watch({ engine, stream: 'stats' }, { signal: leave.signal })
  const reading = (async () => {
    for await (const batch of items) {
      samples += batch.length
      await client.flow.ack({ stream: 'stats', count: 1 })
    }
  })().catch(() => {})
  try {
    await client.stats.show({ stream: 'stats', ids: [...ids] })
    await sleep(4_000)
    samples = 0
    const result = await work()
    // Work that nobody did costs nothing; a busy machine’s engine takes more than a second over a round.
    if (samples < ids.length * SECONDS * 0.5) throw new Error(`only ${samples} samples came`)
    return result
  } finally {
    leave.abort()
    await reading
    close()
  }
}

/** A week of 50 containers by a simulated clock, in a thread as the host has it. */
async function memory(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-bench-'))
  const store = new RemoteStore(join(folder, 'recorder.db'), () => {})
  try {
    const end = Math.floor(Date.now() / 600_000) * 600_000
    const limits = (now: number) => ({ before: now - DAYS * DAY_MS, fineBefore: now - 2 * DAY_MS, bytes: 200_000_000 })
    let writes = 0
    for (let time = end - DAYS * DAY_MS; time < end; time += 10_000) {
      const written = store.call(
        'write',
        batchOf('e', time, RUNNING, (index) => index * Math.random() * 3),
      )
      // As many on their way as keep the thread busy.
      if (++writes % 32 === 0) await written
      if (writes % 360 === 0) await store.call('retain', limits(time))
    }
    const { size } = await store.call('retain', limits(end))
    const containers = Array.from({ length: RUNNING }, (_, index) => `c${index}`)
    const query = {
      engine: 'e',
      from: end - DAYS * DAY_MS,
      to: end,
      containers,
      measures: ['cpu' as const],
      points: 600,
    }
    const delay = monitorEventLoopDelay({ resolution: 1 })
    const times: number[] = []
    await store.call('history', query)
    delay.enable()
    for (let round = 0; round < QUERIES; round++) times.push(await timed(() => store.call('history', query)))
    delay.disable()
    return [
      {
        name: `recorder’s file, ${RUNNING} containers, ${DAYS} days`,
        ours: size / 1e6,
        unit: 'MB',
        goal: { atMost: 200 },
      },
      {
        name: `curves of ${RUNNING} containers over ${DAYS} days, p95`,
        ours: percentile(times, 0.95),
        unit: 'ms',
        goal: { atMost: 250 },
      },
      { name: 'the host’s longest wait meanwhile', ours: delay.max / 1e6, unit: 'ms', goal: { atMost: 50 } },
    ]
  } finally {
    await store.close()
    await rm(folder, { recursive: true })
  }
}

/** Percent of a core that each process takes over the next seconds. */
async function load<Name extends string>(pids: Record<Name, number>): Promise<Record<Name, number>> {
  const names = Object.keys(pids).filter((name): name is Name => name in pids)
  const read = () => Promise.all(names.map((name) => ticks(pids[name])))
  const [before, began] = [await read(), performance.now()]
  await sleep(SECONDS * 1_000)
  const [after, seconds] = [await read(), (performance.now() - began) / 1_000]
  const result = { ...pids }
  for (const [index, name] of names.entries()) result[name] = ((after[index] ?? 0) - (before[index] ?? 0)) / seconds
  return result
}

/** Hundredths of a second that a process took so far, as Linux counts. */
async function ticks(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return Number(fields[11]) + Number(fields[12])
}

/** The process of that name that has this folder in its command line. */
async function processOf(name: string, folder: string): Promise<number> {
  for (const pid of (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry))) {
    const [comm, line] = await Promise.all(
      ['comm', 'cmdline'].map((file) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '')),
    )
    if (comm?.trim() === name && line?.includes(folder)) return Number(pid)
  }
  throw new Error(`there is no ${name}`)
}

function pidOf({ pid }: ChildProcess): number {
  if (pid === undefined) throw new Error('the docker command did not start')
  return pid
}
