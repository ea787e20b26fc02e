import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { EngineAccess } from '../support/engine.ts'
import { engineState, type OpenHost, openHost } from '../support/host.ts'
import { BUSYBOX } from '../support/image.ts'
import { jobEnd } from '../support/jobs.ts'
import { run } from '../support/run.ts'
import { alternate, type Figure, median } from './figure.ts'

const ROUNDS = 3
const FILES = 100
const GOAL = { atMost: 1.2 }

/**
 * A backup and a restore of 1 GB in 100 files, half of it random and half text, beside `docker run … tar` to a plain tar
 * file; both are on the disk at the end.
 */
export async function volumesBench(engine: EngineAccess): Promise<Figure[]> {
  const host = await openHost(engine.address)
  const folder = join(engine.folder, 'volume-bench')
  const plain = join(folder, 'plain.tar')
  const docker = `docker -H ${engine.address} run --rm --network none`
  await mkdir(join(folder, 'ours'), { recursive: true })
  try {
    await engineState(host, 'connected')
    await engine.docker('volume', 'create', 'bench')
    const fill = `i=0; while [ $i -lt ${FILES / 2} ]; do i=$((i+1)); head -c 10000000 /dev/urandom > /v/r$i; yes "line $i of a log that is like many others" | head -c 10000000 > /v/t$i; done`
    await engine.docker('run', '--rm', '-v', 'bench:/v', BUSYBOX, 'sh', '-c', fill)
    const ours = async () => (await readdir(join(folder, 'ours'))).find((name) => name.endsWith('.zst')) ?? ''
    // The last one, an archive and its manifest, is restored below.
    const clear = async () => {
      for (const name of (await readdir(join(folder, 'ours'))).sort().slice(0, -2)) await rm(join(folder, 'ours', name))
    }
    const [theirBackup = [], ourBackup = []] = await alternate(ROUNDS, [
      () => run('sh', ['-c', `${docker} -v bench:/v ${BUSYBOX} tar -C /v -c . > ${plain} && sync ${plain}`]),
      () =>
        ended(
          host,
          host.client.volumeBackups.write({
            ...{ engine: host.engine, volumes: ['bench'], folder: join(folder, 'ours') },
            ...{ format: 'zst', whileInUse: 'leave' },
          }),
        ),
      clear,
    ])
    const archive = join(folder, 'ours', await ours())
    const forget = () => engine.docker('volume', 'rm', '-f', 'theirs', 'ours')
    const [theirRestore = [], ourRestore = []] = await alternate(ROUNDS, [
      () => run('sh', ['-c', `${docker} -i -v theirs:/v ${BUSYBOX} sh -c "tar -C /v -x && sync" < ${plain}`]),
      () => ended(host, host.client.volumeBackups.restore({ engine: host.engine, path: archive, name: 'ours' })),
      forget,
    ])
    return [
      figure('backup of 1 GB to tar.zst / docker run … tar > file', ourBackup, theirBackup),
      figure('restore of 1 GB from tar.zst, verified / docker run … tar < file', ourRestore, theirRestore),
    ]
  } finally {
    await host.close()
    await engine.docker('volume', 'rm', '-f', 'bench')
    await rm(folder, { recursive: true, force: true })
  }
}

const figure = (name: string, ours: readonly number[], theirs: readonly number[]): Figure => ({
  ...{ name, ours: median(ours), theirs: median(theirs), unit: 'ms', goal: GOAL },
})

async function ended(host: OpenHost, begun: Promise<{ job: string }>): Promise<void> {
  const { outcome } = await jobEnd(host, (await begun).job, 300_000)
  if (outcome.state !== 'done') throw new Error(JSON.stringify(outcome))
}
