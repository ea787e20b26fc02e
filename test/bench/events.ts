import { request } from 'node:http'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import type { EngineAccess } from '../support/engine.ts'
import { BUSYBOX } from '../support/image.ts'
import type { Product } from '../support/product.ts'
import { rawAgent, rawRequest } from '../support/raw.ts'
import { type Figure, percentile } from './figure.ts'
import { type BenchPage, openPage } from './page.ts'

const CHANGES = 200
const STORM = 200

type Seen = { action: string; at: number }

/** From the engine's own event, read from the raw socket, to the row's new state in the page; and the page in a storm. */
export async function eventsBench(engine: EngineAccess, product: Product): Promise<Figure[]> {
  const name = 'aaa-event-to-pixel'
  const id = await engine.docker('run', '-d', '--network', 'none', '--name', name, BUSYBOX, 'sleep', '100000')
  const page = await openPage(product)
  const events = watchEvents(engine, id)
  try {
    const delays = await changes(engine, page, events.seen, name, id)
    const longest = await storm(engine, page)
    return [
      {
        name: `event to pixel, p50 of ${delays.length}`,
        ours: percentile(delays, 0.5),
        unit: 'ms',
        goal: { atMost: 30 },
      },
      {
        name: `event to pixel, p95 of ${delays.length}`,
        ours: percentile(delays, 0.95),
        unit: 'ms',
        goal: { atMost: 60 },
      },
      { name: `longest task in the page, storm of ${STORM}`, ours: longest, unit: 'ms', goal: { atMost: 50 } },
    ]
  } finally {
    events.close()
    await page.close()
    await engine.docker('rm', '-f', name)
  }
}

async function changes(engine: EngineAccess, { page }: BenchPage, events: Seen[], name: string, id: string) {
  await page.getByRole('searchbox', { name: 'Search containers' }).fill(name)
  const row = page.getByRole('row').filter({ hasText: name })
  await row.waitFor()
  await row.evaluate((element) => {
    const seen: Array<{ paused: boolean; at: number }> = []
    Object.assign(window, { slipwaySeen: seen })
    new MutationObserver(() => {
      const paused = /paused/i.test(element.textContent ?? '')
      if (seen.at(-1)?.paused !== paused) seen.push({ paused, at: performance.timeOrigin + performance.now() })
    }).observe(element, { subtree: true, childList: true, characterData: true, attributes: true })
  })
  const agent = rawAgent(1)
  for (let change = 0; change < CHANGES; change++) {
    await rawRequest(engine.address, 'POST', `/containers/${id}/${change % 2 === 0 ? 'pause' : 'unpause'}`, { agent })
    await sleep(60)
  }
  agent.destroy()
  await sleep(300)
  const seen = await page.evaluate(() => {
    const kept: unknown = Reflect.get(window, 'slipwaySeen')
    return Array.isArray(kept) ? kept.map((one) => Number(one.at)) : []
  })
  if (seen.length !== events.length) throw new Error(`${events.length} events, but ${seen.length} changes of the row`)
  return events.map(({ at }, index) => (seen[index] ?? Number.NaN) - at)
}

/** The longest task of the page, in milliseconds, while so many containers start and die. */
async function storm(engine: EngineAccess, { page }: BenchPage): Promise<number> {
  await page.getByRole('searchbox', { name: 'Search containers' }).fill('')
  await sleep(500)
  await page.evaluate(() => {
    const tasks: number[] = []
    Object.assign(window, { slipwayTasks: tasks })
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: 'longtask',
    })
  })
  const agent = rawAgent(8)
  const body = { Image: BUSYBOX, Cmd: ['true'], HostConfig: { NetworkMode: 'none', AutoRemove: true } }
  const one = async (index: number) => {
    const { text } = await rawRequest(engine.address, 'POST', `/containers/create?name=storm-${index}`, { body, agent })
    await rawRequest(engine.address, 'POST', `/containers/${JSON.parse(text).Id}/start`, { agent })
  }
  await Promise.all(Array.from({ length: STORM }, (_, index) => one(index)))
  await sleep(1_500)
  agent.destroy()
  return await page.evaluate(() => {
    const kept: unknown = Reflect.get(window, 'slipwayTasks')
    return Array.isArray(kept) ? Math.max(0, ...kept.map(Number)) : Number.NaN
  })
}

function watchEvents(engine: EngineAccess, id: string): { seen: Seen[]; close: () => void } {
  const seen: Seen[] = []
  const filters = encodeURIComponent(JSON.stringify({ container: [id], event: ['pause', 'unpause'] }))
  const asked = request({ socketPath: engine.address.replace('unix://', ''), path: `/events?filters=${filters}` })
  asked.on('error', () => {})
  asked.on('response', (answer) => {
    answer.on('error', () => {})
    const lines = createInterface({ input: answer })
    // Ending the request is how watching ends.
    lines.on('error', () => {})
    lines.on('line', (line) => {
      seen.push({ action: JSON.parse(line).Action, at: performance.timeOrigin + performance.now() })
    })
  })
  asked.end()
  return { seen, close: () => asked.destroy() }
}
