import { randomBytes } from 'node:crypto'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { EngineAccess } from '../support/engine.ts'
import { engineState, openHost } from '../support/host.ts'
import { jobEnd } from '../support/jobs.ts'
import { startRegistry } from '../support/registry.ts'
import { run } from '../support/run.ts'
import { alternate, type Figure, median } from './figure.ts'

const ROUNDS = 5
const MEGABYTES = 200
const LAYERS = 4

/** A pull of 200 MB in four layers, through a job and its stream of progress, beside `docker pull`. */
export async function pullBench(engine: EngineAccess): Promise<Figure[]> {
  const registry = await startRegistry()
  const host = await openHost(engine.address)
  const image = `${registry.host}/bench/pull:1`
  try {
    await engineState(host, 'connected')
    await makeImage(engine, image)
    const forget = () => engine.docker('rmi', image)
    await engine.docker('push', image)
    await forget()
    const [cli = [], , ours = []] = await alternate(ROUNDS, [
      () => engine.docker('pull', image),
      forget,
      async () => {
        const { job } = await host.client.images.pull({ engine: host.engine, reference: image })
        const { outcome } = await jobEnd(host, job)
        if (outcome.state !== 'done') throw new Error(`the pull ended as ${outcome.state}`)
      },
      forget,
    ])
    return [
      {
        name: `pull of ${MEGABYTES} MB through the job stream / docker pull`,
        ours: median(ours),
        theirs: median(cli),
        unit: 'ms',
        goal: { atMost: 1.05 },
      },
    ]
  } finally {
    await host.close()
    await registry.stop()
  }
}

/** An image of layers that do not compress. */
async function makeImage(engine: EngineAccess, image: string): Promise<void> {
  const folder = join(engine.folder, 'pull-bench')
  await mkdir(folder)
  const size = (MEGABYTES * 1_000_000) / LAYERS
  const names = Array.from({ length: LAYERS }, (_, at) => `part-${at}`)
  for (const name of names) await writeFile(join(folder, name), randomBytes(size))
  const steps = names.map((name) => `COPY ${name} /`)
  await writeFile(join(folder, 'Dockerfile'), ['FROM scratch', ...steps, 'CMD ["/none"]'].join('\n'))
  const environment = { ...process.env, DOCKER_BUILDKIT: '0', DOCKER_CONFIG: join(engine.folder, 'docker-config') }
  await run('docker', ['-H', engine.address, 'build', '-q', '-t', image, folder], { env: environment })
  await rm(folder, { recursive: true })
}
