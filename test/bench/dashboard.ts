import { setTimeout as sleep } from 'node:timers/promises'
import type { EngineAccess } from '../support/engine.ts'
import { BUSYBOX } from '../support/image.ts'
import type { Product } from '../support/product.ts'
import type { Figure } from './figure.ts'
import { type BenchPage, openPage } from './page.ts'

const RUNNING = 50
const SECONDS = 30
const LABEL = 'slipway.test=dashboard'

/** Percent of one core that pages with live figures take of the page’s own thread, while so many containers run. */
export async function dashboardBench(engine: EngineAccess, product: Product): Promise<Figure[]> {
  for (let number = 1; number <= RUNNING; number++) {
    await engine.docker(
      ...['run', '-d', '--network', 'none', '--label', LABEL, '--name', `live-${String(number).padStart(2, '0')}`],
      ...[BUSYBOX, 'sh', '-c', 'while :; do i=0; while [ $i -lt 300 ]; do i=$((i+1)); done; sleep 1; done'],
    )
  }
  const page = await openPage(product)
  try {
    const id = await engine.docker('ps', '-q', '--no-trunc', '--filter', 'name=live-01')
    const list = await share(page, '/containers')
    const board = await share(page, '/dashboard')
    const stats = await share(page, `/containers/${id}?tab=stats`)
    const figure = (name: string, ours: number): Figure => ({
      name: `${name}, ${RUNNING} containers running: busy of one core`,
      ours,
      unit: '%',
      goal: { atMost: 10 },
    })
    return [
      figure('dashboard page', board),
      figure('Stats tab, live', stats),
      figure('list of containers with lines', list),
    ]
  } finally {
    await page.close()
    const ids = (await engine.docker('ps', '-aq', '--filter', `label=${LABEL}`)).split('\n')
    await engine.docker('rm', '-f', ...ids)
  }
}

/** Percent of one core of the page’s thread: scripts, style, layout and painting, as DevTools counts them. */
async function share({ page, devtools }: BenchPage, path: string): Promise<number> {
  await page.goto(new URL(`#${path}`, page.url()).href)
  // What loading takes is measured elsewhere.
  await sleep(6_000)
  await devtools.send('Performance.enable')
  const before = await taskSeconds(devtools)
  await sleep(SECONDS * 1_000)
  return (((await taskSeconds(devtools)) - before) / SECONDS) * 100
}

async function taskSeconds(devtools: BenchPage['devtools']): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN
}
