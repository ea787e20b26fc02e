import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { engineIdOf } from '../../host/engine/discovery.ts'
import { parseEndpoint } from '../../host/engine/index.ts'
import { RemoteStore } from '../../host/recorder/remote-store.ts'
import type { EngineAccess } from '../support/engine.ts'
import { BUSYBOX } from '../support/image.ts'
import { startProduct } from '../support/product.ts'
import { batchOf } from '../support/store.ts'
import { type Figure, percentile } from './figure.ts'
import { type BenchPage, openPage } from './page.ts'

const COUNT = 50
const COMPARED = 8
const LABEL = 'slipway.test=week'
const DAY_MS = 86_400_000
const DAYS = 7
/** Curves of one container: CPU, memory, and two directions each of network and disk. */
const CURVES = 6

/** From choosing a container until its week is drawn: a week of 50 containers by a simulated clock, then each in the browser. */
export async function weekBench(engine: EngineAccess): Promise<Figure[]> {
  const ids: string[] = []
  for (let number = 0; number < COUNT; number++) {
    const name = `week-${String(number).padStart(2, '0')}`
    ids.push(await engine.docker('create', '--network', 'none', '--label', LABEL, '--name', name, BUSYBOX, 'true'))
  }
  const stateFolder = await mkdtemp(join(tmpdir(), 'slipway-week-'))
  await fill(join(stateFolder, 'recorder', 'recorder.db'), engineIdOf(parseEndpoint(engine.address)), ids)
  const product = await startProduct({ engine, stateFolder })
  const page = await openPage(product)
  try {
    const [one, many]: [number[], number[]] = [[], []]
    // What is loaded once is no part of it.
    await drawn(page, ids, 0, 0)
    for (let at = 1; at < COUNT; at++) one.push(await drawn(page, ids, at, 0))
    for (let at = 0; at < COUNT - COMPARED; at += 2) many.push(await drawn(page, ids, at, COMPARED - 1))
    const figure = (name: string, times: readonly number[]): Figure => ({
      ...{ name, ours: percentile(times, 0.95), unit: 'ms', goal: { atMost: 300 } },
    })
    return [
      figure(`${DAYS} days of one of ${COUNT} containers asked for and drawn, p95`, one),
      figure(`${DAYS} days of ${COMPARED} of ${COUNT} together, p95`, many),
    ]
  } finally {
    await page.close()
    await product.stop()
    await engine.docker('rm', '-f', ...ids)
  }
}

async function fill(path: string, engine: string, ids: readonly string[]): Promise<void> {
  const store = new RemoteStore(path, () => {})
  try {
    const end = Math.floor(Date.now() / 600_000) * 600_000
    const limits = (now: number) => ({ before: now - DAYS * DAY_MS, fineBefore: now - 2 * DAY_MS, bytes: 200_000_000 })
    let writes = 0
    for (let time = end - DAYS * DAY_MS; time < end; time += 10_000) {
      const { steps = [], ...batch } = batchOf(engine, time, COUNT, (index) => index * Math.random() * 3)
      const named = steps.map((step, index) => ({ ...step, container: ids[index] ?? '' }))
      const written = store.call('write', { ...batch, steps: named })
      if (++writes % 32 === 0) await written
      if (writes % 360 === 0) await store.call('retain', limits(time))
    }
    await store.call('retain', limits(end))
  } finally {
    await store.close()
  }
}

/** Milliseconds until the week of the container at this place, beside that of so many more, is on the screen. */
async function drawn({ page }: BenchPage, ids: readonly string[], at: number, more: number): Promise<number> {
  const others = ids.slice(at + 1, at + 1 + more).join(' ')
  const search = new URLSearchParams({ tab: 'stats', range: '7d', ...(others !== '' && { with: others }) })
  return await page.evaluate(
    async ([hash, label, curves]) => {
      const began = performance.now()
      location.hash = hash
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
      while (performance.now() - began < 30_000) {
        await frame()
        const group = [...document.querySelectorAll('fieldset')].find(
          (one) => one.querySelector('legend')?.textContent === label,
        )
        if (group && group.querySelectorAll('.recharts-line-curve[d]').length >= curves) {
          // It is painted with this frame.
          await frame()
          return performance.now() - began
        }
      }
      throw new Error(`“${label}” was not drawn`)
    },
    [`/containers/${ids[at]}?${search}`, `Charts of week-${String(at).padStart(2, '0')}`, CURVES * (more + 1)] as const,
  )
}
