import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Builder } from '../../contract/index.ts'
import { emptyBuild } from '../../host/run/index.ts'
import type { EngineAccess } from '../support/engine.ts'
import { engineState, type OpenHost, openHost, readUntil } from '../support/host.ts'
import { run } from '../support/run.ts'
import { alternate, type Figure, median } from './figure.ts'

const ROUNDS = 3
const MB = 1_000_000

/**
 * A context of 300 MB, of large, middling and small files, sent by a build job and by the docker command to the classic
 * builder; a build that does nothing with it. Both from asking to the image being there.
 */
export async function buildBench(engine: EngineAccess): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-bench-build-'))
  await plantContext(folder)
  const host = await openHost(engine.address)
  try {
    await engineState(host, 'connected')
    const [ours = [], theirs = []] = await alternate(ROUNDS, [
      () => buildOnce(host, folder, 'classic'),
      () =>
        run('docker', ['-H', engine.address, 'build', '--no-cache', '-q', folder], {
          env: { ...process.env, DOCKER_BUILDKIT: '0', DOCKER_CONFIG: join(folder, 'no-config') },
        }),
    ])
    return [
      {
        name: 'build, context of 300 MB sent / docker build',
        ours: median(ours),
        theirs: median(theirs),
        unit: 'ms',
        goal: { atMost: 1.1 },
      },
    ]
  } finally {
    await host.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function plantContext(folder: string): Promise<void> {
  await writeFile(join(folder, 'Dockerfile'), 'FROM scratch\nLABEL bench=1\n')
  await writeFile(join(folder, 'large'), Buffer.alloc(200 * MB, 'large'))
  await mkdir(join(folder, 'some'))
  for (let n = 0; n < 10; n++) await writeFile(join(folder, 'some', `${n}`), Buffer.alloc(5 * MB, n))
  await mkdir(join(folder, 'many'))
  for (let n = 0; n < 2_000; n++) await writeFile(join(folder, 'many', `${n}`), Buffer.alloc(25_000, n))
}

async function buildOnce({ client, engine }: OpenHost, folder: string, builder: Builder): Promise<void> {
  const { job } = await client.builds.start({ engine, build: { ...emptyBuild(folder), builder, noCache: true } })
  await readUntil(
    client,
    (stream, options) => client.jobs.watch({ stream }, options),
    (jobs) => {
      const outcome = jobs.find(({ id }) => id === job)?.outcome
      if (outcome?.state === 'failed') throw new Error(`${outcome.problem.what} ${outcome.problem.why}`)
      return outcome?.state === 'done'
    },
    120_000,
  )
}
