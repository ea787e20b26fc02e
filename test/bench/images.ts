import { readFile } from 'node:fs/promises'
import { EngineClient } from '../../host/engine/client.ts'
import { handshake } from '../../host/engine/handshake.ts'
import { parseEndpoint } from '../../host/engine/parse-endpoint.ts'
import { readSizes } from '../../host/images/sizes.ts'
import { readContainers, readImages } from '../../host/inventory/read.ts'
import { type Engine, startEngine } from '../support/engine.ts'
import { readUntil } from '../support/host.ts'
import { BUSYBOX, makeImages, makeLayered } from '../support/image.ts'
import { loadManyImages } from '../support/many-images.ts'
import { type Product, startProduct } from '../support/product.ts'
import { openProduct } from '../support/product-client.ts'
import { run } from '../support/run.ts'
import { alternate, type Figure, median, timed } from './figure.ts'

const IMAGES = 300
const LIST_ROUNDS = 11
const MEGABYTES = 1_000
const FILES = 10_000
const READ_ROUNDS = 3

/** Many images listed with what they share, and one big one looked into; on an engine of its own. */
export async function imagesBench(): Promise<Figure[]> {
  const engine = await startEngine({ bridge: false })
  try {
    await makeImages(engine)
    await loadManyImages(engine, IMAGES, true)
    return [await listFigure(engine), ...(await layerFigures(engine))]
  } finally {
    await engine.stop()
  }
}

/** All that the list of images shows, sizes measured anew, against `docker system df -v`. */
async function listFigure(engine: Engine): Promise<Figure> {
  const client = new EngineClient(parseEndpoint(engine.address))
  try {
    await handshake(client)
    const list = () => Promise.all([readImages(client), readContainers(client), readSizes(client)])
    const [ours = [], theirs = []] = await alternate(LIST_ROUNDS, [list, () => engine.docker('system', 'df', '-v')])
    const [images, , { sizes }] = await list()
    const own = sizes.filter(({ shared, unique }) => shared >= 8_000 && unique >= 1_000)
    if (images.length < IMAGES || own.length < IMAGES) throw new Error(`${images.length} images, ${own.length} sizes`)
    return {
      name: `images: ${IMAGES} with shared sizes / docker system df -v`,
      ours: median(ours),
      theirs: median(theirs),
      unit: 'ms',
      goal: { atMost: 1.2 },
    }
  } finally {
    client.close()
  }
}

/** An image of 1 GB in one layer with many files, read by a host of its own, against `docker save | tar t`. */
async function layerFigures(engine: Engine): Promise<Figure[]> {
  const id = await makeLayered(engine, 'big:1', BUSYBOX, [
    `head -c ${MEGABYTES}000000 /dev/urandom > /big; mkdir /f; i=0; while [ $i -lt ${FILES} ]; do : > /f/$i; i=$((i+1)); done`,
  ])
  const ours: number[] = []
  const theirs: number[] = []
  const peaks: number[] = []
  for (let round = 0; round < READ_ROUNDS; round++) {
    theirs.push(await timed(() => run('sh', ['-c', 'docker -H "$0" save big:1 | tar t >/dev/null', engine.address])))
    // A host for each: what was read is kept.
    const product = await startProduct({ engine })
    try {
      ours.push(await readLayers(product, id))
      peaks.push(await peakOf(product.pid))
    } finally {
      await product.stop()
    }
  }
  const speed = (milliseconds: number[]) => MEGABYTES / (median(milliseconds) / 1_000)
  return [
    {
      name: `images: layers of ${MEGABYTES} MB and ${FILES} files / docker save | tar t`,
      ours: speed(ours),
      theirs: speed(theirs),
      unit: 'MB/s',
      goal: { atLeast: 0.7 },
    },
    { name: 'images: host’s memory at its peak', ours: median(peaks), unit: 'MB', goal: { atMost: 200 } },
  ]
}

/** The milliseconds until the host that serves has read an image's layers. @throws where it does not find all files */
async function readLayers(product: Product, id: string): Promise<number> {
  const { client, engine, close } = await openProduct(product)
  try {
    return await timed(async () => {
      const { job } = await client.images.layers.read({ engine, id })
      await readUntil(
        client,
        (stream, options) => client.jobs.watch({ stream }, options),
        (jobs) => jobs.some((one) => one.id === job && one.outcome.state !== 'running'),
        120_000,
      )
      const page = { path: '/f', changes: false, by: 'name' as const, offset: 0, limit: 500 }
      const { total } = await client.images.layers.files({ engine, id, ...page })
      if (total !== FILES) throw new Error(`read ${total} files`)
    })
  } finally {
    close()
  }
}

/** The most megabytes a process held, as Linux has them. */
async function peakOf(pid: number): Promise<number> {
  const [, kib] = /^VmHWM:\s+(\d+) kB/m.exec(await readFile(`/proc/${pid}/status`, 'utf8')) ?? []
  return (Number(kib) * 1_024) / 1e6
}
