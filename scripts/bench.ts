// Measures Slipway against the docker command and the raw socket, all in one run; prints a table and JSON.
// `npm run bench -- [NAME …] [--minutes 5] [--containers 1000]`; a name it does not know is answered with those it does.
import { parseArgs } from 'node:util'
import { buildBench } from '../test/bench/build.ts'
import { dashboardBench } from '../test/bench/dashboard.ts'
import { eventsBench } from '../test/bench/events.ts'
import { type Figure, reached, scoreOf } from '../test/bench/figure.ts'
import { filesBench } from '../test/bench/files.ts'
import { imagesBench } from '../test/bench/images.ts'
import { listBench } from '../test/bench/list.ts'
import { logsBench } from '../test/bench/logs.ts'
import { memoryBench } from '../test/bench/memory.ts'
import { pullBench } from '../test/bench/pull.ts'
import { runBench } from '../test/bench/run.ts'
import { statsBench } from '../test/bench/stats.ts'
import { terminalBench } from '../test/bench/terminal.ts'
import { transferBench } from '../test/bench/transfer.ts'
import { vmBench } from '../test/bench/vm.ts'
import { vmNetworkBench } from '../test/bench/vm-network.ts'
import { volumesBench } from '../test/bench/volumes.ts'
import { weekBench } from '../test/bench/week.ts'
import { type Engine, startEngine } from '../test/support/engine.ts'
import { makeImages } from '../test/support/image.ts'
import { type Product, startProduct } from '../test/support/product.ts'
import { seedMany } from '../test/support/seed.ts'
import { buildWhenStale } from './build.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { minutes: { type: 'string', default: '5' }, containers: { type: 'string', default: '1000' } },
})

const benches: Record<string, (engine: Engine, product: Product) => Promise<Figure[]>> = {
  list: listBench,
  events: eventsBench,
  files: (engine) => filesBench(engine),
  dashboard: dashboardBench,
  logs: (engine) => logsBench(engine),
  images: () => imagesBench(),
  terminal: terminalBench,
  run: runBench,
  pull: (engine) => pullBench(engine),
  build: (engine) => buildBench(engine),
  stats: statsBench,
  transfer: (engine) => transferBench(engine),
  week: (engine) => weekBench(engine),
  volumes: (engine) => volumesBench(engine),
  memory: (engine, product) => memoryBench(engine, product, Number(values.minutes)),
}
/** These start what they need themselves, and take long: only where they are asked for. */
const onRequest: Record<string, () => Promise<Figure[]>> = { vm: vmBench, 'vm-network': vmNetworkBench }
const all = { ...benches, ...onRequest }
const wanted = positionals.length > 0 ? positionals : Object.keys(benches)
const unknown = wanted.filter((name) => !(name in all))
if (unknown.length > 0) {
  console.error(`There is no benchmark “${unknown.join('”, “')}”. There are: ${Object.keys(all).join(', ')}.`)
  process.exit(2)
}

const figures: Figure[] = []
for (const name of wanted) figures.push(...((await onRequest[name]?.()) ?? []))
if (wanted.some((name) => name in benches)) await measureOnEngine()
report(figures)

async function measureOnEngine(): Promise<void> {
  await buildWhenStale()
  const engine = await startEngine()
  try {
    await makeImages(engine)
    console.error(`Making ${values.containers} containers…`)
    await seedMany(engine, Number(values.containers))
    for (const name of wanted.filter((name) => name in benches)) {
      console.error(`Measuring ${name}…`)
      // One for each: a sign-in link works once, and what one benchmark left in memory is not the next one's.
      const product = await startProduct({ engine })
      try {
        figures.push(...((await benches[name]?.(engine, product)) ?? []))
      } finally {
        await product.stop()
      }
    }
  } finally {
    await engine.stop()
  }
}

function report(figures: readonly Figure[]): void {
  const rounded = (value: number) => Number(value.toPrecision(4))
  console.table(
    figures.map((figure) => ({
      what: figure.name,
      ours: `${rounded(figure.ours)} ${figure.unit}`,
      theirs: figure.theirs === undefined ? '' : `${rounded(figure.theirs)} ${figure.unit}`,
      ratio: figure.theirs === undefined ? '' : scoreOf(figure).toFixed(2),
      goal: 'atMost' in figure.goal ? `≤ ${figure.goal.atMost}` : `≥ ${figure.goal.atLeast}`,
      reached: reached(figure) ? 'yes' : 'NO',
    })),
  )
  console.log(
    JSON.stringify(figures.map((figure) => ({ ...figure, score: scoreOf(figure), reached: reached(figure) }))),
  )
}
