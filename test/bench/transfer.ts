import { join } from 'node:path'
import type { Engine } from '../support/engine.ts'
import { engineState, openHost } from '../support/host.ts'
import { BUSYBOX, makeLayered } from '../support/image.ts'
import { jobEnd } from '../support/jobs.ts'
import { run } from '../support/run.ts'
import { alternate, type Figure, median } from './figure.ts'

const ROUNDS = 3
const MEGABYTES = 500
const IMAGE = 'transfer:1'

/** An image of 500 MB to a tar file and from it, beside `docker save` and `docker load`; a saved file is on the disk. */
export async function transferBench(engine: Engine): Promise<Figure[]> {
  const id = await makeLayered(engine, IMAGE, BUSYBOX, [`head -c ${MEGABYTES}000000 /dev/urandom > /big`])
  const host = await openHost(engine.address)
  const [ours, theirs] = [join(engine.folder, 'ours.tar'), join(engine.folder, 'theirs.tar')]
  try {
    await engineState(host, 'connected')
    const done = async (begun: Promise<{ job: string }>) => {
      const { outcome } = await jobEnd(host, (await begun).job, 120_000)
      if (outcome.state !== 'done') throw new Error(JSON.stringify(outcome))
    }
    const [docker = [], save = []] = await alternate(ROUNDS, [
      async () => {
        await engine.docker('save', '-o', theirs, IMAGE)
        await run('sync', [theirs])
      },
      () => done(host.client.images.save({ engine: host.engine, images: [IMAGE], path: ours, replace: true })),
    ])
    const [dockerLoad = [], load = []] = await alternate(ROUNDS, [
      () => engine.docker('load', '-i', theirs),
      () => done(host.client.images.load({ engine: host.engine, from: { path: ours } })),
    ])
    const figure = (name: string, mine: readonly number[], yardstick: readonly number[]): Figure => ({
      ...{ name, ours: median(mine), theirs: median(yardstick), unit: 'ms', goal: { atMost: 1.2 } },
    })
    return [
      figure(`transfer, save of ${MEGABYTES} MB / docker save, sync`, save, docker),
      figure(`transfer, load of ${MEGABYTES} MB / docker load`, load, dockerLoad),
    ]
  } finally {
    await host.close()
    await engine.docker('rmi', id)
  }
}
