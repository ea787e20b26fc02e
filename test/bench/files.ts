import { mkdtempSync, rmSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EngineAccess } from '../support/engine.ts'
import { engineState, openHost } from '../support/host.ts'
import { BUSYBOX } from '../support/image.ts'
import { jobEnd } from '../support/jobs.ts'
import { alternate, type Figure, median } from './figure.ts'

const ROUNDS = 5
const MEGABYTES = 200
const ENTRIES = 10_000

/** A folder of 10,000 entries beside `docker exec ls -la`, and 200 MB both ways beside `docker cp`. */
export async function filesBench(engine: EngineAccess): Promise<Figure[]> {
  const host = await openHost(engine.address)
  const here = mkdtempSync(join(tmpdir(), 'slipway-bench-files-'))
  const fill = `mkdir /many /up; i=0; while [ $i -lt ${ENTRIES} ]; do : > /many/file-$i; i=$((i+1)); done
    dd if=/dev/urandom of=/large bs=1M count=${MEGABYTES} 2>/dev/null; touch /ready; sleep 100000`
  const id = await engine.docker('run', '-d', BUSYBOX, 'sh', '-c', fill)
  try {
    await engineState(host, 'connected')
    while (!(await engine.docker('exec', id, 'ls', '/')).includes('ready'));
    const at = { engine: host.engine, source: { type: 'container' as const, id } }
    const done = async ({ job }: { job: string }) => {
      const { outcome } = await jobEnd(host, job)
      if (outcome.state !== 'done') throw new Error(`it ended as ${outcome.state}`)
    }
    const [ls = [], list = []] = await alternate(ROUNDS * 2, [
      () => engine.docker('exec', id, 'ls', '-la', '/many'),
      () => host.client.files.list({ ...at, path: '/many' }),
    ])
    const [ours, theirs] = [join(here, 'ours'), join(here, 'theirs')]
    const [cpOut = [], out = []] = await alternate(ROUNDS, [
      () => engine.docker('cp', `${id}:/large`, theirs),
      async () =>
        done(await host.client.files.download({ ...at, path: '/large', to: here, as: 'ours', replace: true })),
    ])
    const [cpIn = [], up = []] = await alternate(ROUNDS, [
      () => engine.docker('cp', theirs, `${id}:/up/theirs`),
      async () => done(await host.client.files.upload({ ...at, path: '/up', paths: [ours], replace: true })),
    ])
    await rm(ours)
    const figure = (name: string, mine: number[], yardstick: number[]): Figure => ({
      name,
      ours: median(mine),
      theirs: median(yardstick),
      unit: 'ms',
      goal: { atMost: 1.2 },
    })
    return [
      figure(`files, list of ${ENTRIES.toLocaleString('en')} entries / docker exec ls -la`, list, ls),
      figure(`files, download of ${MEGABYTES} MB / docker cp`, out, cpOut),
      figure(`files, upload of ${MEGABYTES} MB / docker cp`, up, cpIn),
    ]
  } finally {
    await engine.docker('rm', '-f', id)
    await host.close()
    rmSync(here, { recursive: true, force: true })
  }
}
