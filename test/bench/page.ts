import { type CDPSession, chromium, type Page } from '@playwright/test'
import { chromiumOptions } from '../support/chromium.ts'
import type { Product } from '../support/product.ts'

/** The containers page in a browser, with what benchmarks measure in it. */
export type BenchPage = {
  page: Page
  devtools: CDPSession
  /** Loads the page anew; milliseconds from asking the host for the inventory until the first screen with it is drawn. */
  listDrawn(): Promise<number>
  /** Megabytes of JavaScript heap in use after a collection. */
  heap(): Promise<number>
  close(): Promise<void>
}

/** Opens Slipway in Chromium, signed in. */
export async function openPage(product: Product): Promise<BenchPage> {
  const browser = await chromium.launch(chromiumOptions())
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  await page.goto(product.signInUrl)
  await page.getByRole('searchbox', { name: 'Search containers' }).waitFor()
  const devtools = await page.context().newCDPSession(page)
  return {
    page,
    devtools,
    listDrawn: async () => {
      await page.reload()
      return await page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            const look = () => {
              const [asked] = performance.getEntriesByName('inventory:asked')
              const [drawn] = performance.getEntriesByName('containers:drawn')
              if (asked && drawn) resolve(drawn.startTime - asked.startTime)
              else setTimeout(look, 20)
            }
            look()
          }),
      )
    },
    heap: async () => {
      await devtools.send('HeapProfiler.collectGarbage')
      await devtools.send('Performance.enable')
      const { metrics } = await devtools.send('Performance.getMetrics')
      return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN) / 1e6
    },
    close: () => browser.close(),
  }
}
