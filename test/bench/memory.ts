import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { EngineAccess } from '../support/engine.ts'
import { BUSYBOX } from '../support/image.ts'
import type { Product } from '../support/product.ts'
import { rawAgent, rawRequest } from '../support/raw.ts'
import type { Figure } from './figure.ts'
import { openPage } from './page.ts'

const EVENTS_A_SECOND = 10

/** What host and page hold after so many minutes of ten events a second, and how much of that came in the second half. */
export async function memoryBench(engine: EngineAccess, product: Product, minutes: number): Promise<Figure[]> {
  const id = await engine.docker('run', '-d', '--network', 'none', BUSYBOX, 'sleep', '100000')
  const page = await openPage(product)
  const agent = rawAgent(1)
  const half = async () => {
    const until = Date.now() + minutes * 30_000
    for (let change = 0; Date.now() < until; change++) {
      const action = change % 2 === 0 ? 'pause' : 'unpause'
      await rawRequest(engine.address, 'POST', `/containers/${id}/${action}`, { agent })
      await sleep(1_000 / EVENTS_A_SECOND)
    }
    return { host: await rss(product.pid), page: await page.heap() }
  }
  try {
    const middle = await half()
    const end = await half()
    return [
      { name: `host’s memory after ${minutes} min`, ours: end.host, unit: 'MB', goal: { atMost: 150 } },
      { name: 'host’s memory, end / middle', ours: end.host, theirs: middle.host, unit: 'MB', goal: { atMost: 1.1 } },
      { name: `page’s heap after ${minutes} min`, ours: end.page, unit: 'MB', goal: { atMost: 60 } },
      { name: 'page’s heap, end / middle', ours: end.page, theirs: middle.page, unit: 'MB', goal: { atMost: 1.1 } },
    ]
  } finally {
    agent.destroy()
    await page.close()
    await engine.docker('rm', '-f', id)
  }
}

/** Resident megabytes of a process, as Linux has them. */
async function rss(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  const [, kib] = /^VmRSS:\s+(\d+) kB/m.exec(status) ?? []
  return (Number(kib) * 1_024) / 1e6
}
