import { EngineClient } from '../../host/engine/client.ts'
import { handshake } from '../../host/engine/handshake.ts'
import { parseEndpoint } from '../../host/engine/parse-endpoint.ts'
import { readLines } from '../../host/logs/read.ts'
import { readSubject } from '../../host/logs/subject.ts'
import type { EngineAccess } from '../support/engine.ts'
import { BUSYBOX } from '../support/image.ts'
import { run } from '../support/run.ts'
import { type Figure, median } from './figure.ts'

const LINES = 2_000_000
/** With its newline, 100 bytes. */
const LINE = 'x'.repeat(89)
const MEGABYTES = (LINES * 100) / 1e6
const ROUNDS = 3

type Taken = { seconds: number; cpu: number }

/** A log of 200 MB read to its end: by the host’s stream reader, as lines with their times, and by `docker logs`. */
export async function logsBench(engine: EngineAccess): Promise<Figure[]> {
  const program = `BEGIN { for (i = 0; i < ${LINES}; i++) printf "%09d %s\\n", i, "${LINE}" }`
  const id = await engine.docker('run', '-d', '--network', 'none', '--log-driver', 'json-file', BUSYBOX, 'awk', program)
  const client = new EngineClient(parseEndpoint(engine.address))
  try {
    await engine.docker('wait', id)
    await handshake(client)
    const ours: Taken[] = []
    const theirs: Taken[] = []
    for (let round = 0; round < ROUNDS; round++) {
      theirs.push(await readByDocker(engine, id))
      ours.push(await readByHost(client, id))
    }
    const of = (taken: Taken[], what: keyof Taken) => median(taken.map((one) => one[what]))
    return [
      {
        name: `logs, ${MEGABYTES} MB through the host’s reader`,
        ours: MEGABYTES / of(ours, 'seconds'),
        theirs: MEGABYTES / of(theirs, 'seconds'),
        unit: 'MB/s',
        goal: { atLeast: 0.95 },
      },
      {
        name: `logs, processor time for ${MEGABYTES} MB`,
        ours: of(ours, 'cpu'),
        theirs: of(theirs, 'cpu'),
        unit: 's',
        goal: { atMost: 1 },
      },
    ]
  } finally {
    client.close()
    await engine.docker('rm', '-f', id)
  }
}

async function readByHost(client: EngineClient, id: string): Promise<Taken> {
  const start = performance.now()
  const before = process.cpuUsage()
  let lines = 0
  for await (const batch of readLines(client, await readSubject(client, id), {})) lines += batch.length
  const { user, system } = process.cpuUsage(before)
  if (lines !== LINES) throw new Error(`read ${lines} lines`)
  return { seconds: (performance.now() - start) / 1_000, cpu: (user + system) / 1e6 }
}

async function readByDocker(engine: EngineAccess, id: string): Promise<Taken> {
  const start = performance.now()
  // `times` tells the processor time of the shell, then that of its children, each as user and system.
  const times = await run('sh', ['-c', 'docker -H "$0" logs "$1" >/dev/null; times', engine.address, id])
  const seconds = (performance.now() - start) / 1_000
  const children = times.split('\n')[1] ?? ''
  const cpu = [...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce((sum, [, m, s]) => sum + Number(m) * 60 + Number(s), 0)
  return { seconds, cpu }
}
