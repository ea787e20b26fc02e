import type { Page } from '@playwright/test'
import { understand } from '../../host/run/index.ts'
import { lines } from '../engine/run/lines.ts'
import { refused } from '../engine/run/refused.ts'
import type { EngineAccess } from '../support/engine.ts'
import { BUSYBOX } from '../support/image.ts'
import type { Product } from '../support/product.ts'
import { type Figure, median, percentile, timed } from './figure.ts'
import { openPage } from './page.ts'

const READINGS = 40
const ROUNDS = 11

/** A command line that is read, and a container that is run: from the click until the page shows it running. */
export async function runBench(engine: EngineAccess, product: Product): Promise<Figure[]> {
  const readings = read()
  const { page, close } = await openPage(product)
  const ours: number[] = []
  const theirs: number[] = []
  try {
    // The first two rounds only warm up.
    for (let round = -2; round < ROUNDS; round++) {
      const [by, us] = [`bench-docker-${round}`, `bench-slipway-${round}`]
      const cli = await timed(() => engine.docker('run', '-d', '--name', by, BUSYBOX, 'sleep', '1000'))
      const click = await run(page, us)
      await engine.docker('rm', '-f', by, us)
      if (round < 0) continue
      theirs.push(cli)
      ours.push(click)
    }
  } finally {
    await close()
  }
  return [
    {
      name: `run, one command line read, p99 of ${readings.length}`,
      ours: percentile(readings, 0.99),
      unit: 'ms',
      goal: { atMost: 1 },
    },
    {
      name: 'run, click on Run to running in the page / docker run -d',
      ours: median(ours),
      theirs: median(theirs),
      unit: 'ms',
      goal: { atMost: 1.2 },
    },
  ]
}

/** Milliseconds of each reading of the tests' command lines; the first time of all is for the compiler. */
function read(): number[] {
  const times: number[] = []
  for (let round = 0; round <= READINGS; round++) {
    for (const line of [...lines, ...refused]) {
      const start = performance.now()
      understand(line, { variables: {}, engine: { apiVersion: '1.41' } })
      if (round > 0) times.push(performance.now() - start)
    }
  }
  return times
}

/** Fills the form, clicks on Run, and gives the milliseconds until the page of the container says that it runs. */
async function run(page: Page, name: string): Promise<number> {
  await page.getByRole('complementary').getByRole('link', { name: 'Run', exact: true }).click()
  const paste = page.getByRole('textbox', { name: 'Paste a docker command' })
  await paste.fill(`docker run -d --name ${name} ${BUSYBOX} sleep 1000`)
  const button = page.getByRole('main').getByRole('button', { name: 'Run', exact: true })
  await page.getByRole('main').getByText(`docker run -d --name ${name} ${BUSYBOX} sleep 1000`).last().waitFor()
  await page.waitForFunction((label) => document.querySelector(`main input[value="${label}"]`) !== null, name)
  // A person looks at the form before the click: what it asks of the host meanwhile is done then.
  await page.waitForTimeout(1_000)
  return await button.evaluate(
    (element, title) =>
      new Promise<number>((resolve) => {
        const start = performance.now()
        const look = () => {
          const heading = document.querySelector('main h1')
          const state = heading?.nextElementSibling?.textContent ?? ''
          if (heading?.textContent !== title || !/^(Running|Up)/.test(state)) return
          observer.disconnect()
          requestAnimationFrame(() => resolve(performance.now() - start))
        }
        const observer = new MutationObserver(look)
        observer.observe(document.body, { subtree: true, childList: true, characterData: true })
        if (element instanceof HTMLElement) element.click()
      }),
    name,
  )
}
