import { test as base, expect } from '@playwright/test'
import { Complaints } from './complaints.ts'
import { type Engine, startEngine } from './engine.ts'
import { makeImages } from './image.ts'
import { type Product, startProduct } from './product.ts'
import { seedDemo } from './seed.ts'

export { expect }

type StorageState = { cookies: Awaited<ReturnType<import('@playwright/test').BrowserContext['cookies']>>; origins: [] }

type WorkerFixtures = {
  /** Whether the engine has the containers of `seedDemo`; set by `test.use({ demo: true })`. */
  demo: boolean
  /** A private engine with the images of `makeImages`, shared by the tests of a worker. */
  engine: Engine
  /** `slipway serve` on that engine. */
  product: Product
  /** The cookies of someone signed in. */
  session: StorageState
}

type TestFixtures = {
  /** What the test's pages complain of; anything that isn't expected fails the test. */
  complaints: Complaints
}

/** Playwright's `test` with a private engine, Slipway on it, and a `page` that is signed in and open. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  demo: [false, { option: true, scope: 'worker' }],
  engine: [
    async ({ demo }, use) => {
      const engine = await startEngine({ reachable: false })
      try {
        await makeImages(engine)
        if (demo) await seedDemo(engine)
        await use(engine)
      } finally {
        await engine.stop()
      }
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  product: [
    async ({ engine }, use) => {
      const product = await startProduct({ engine })
      await use(product)
      await product.stop()
    },
    { scope: 'worker', timeout: 30_000 },
  ],
  session: [
    async ({ browser, product }, use) => {
      const context = await browser.newContext()
      const page = await context.newPage()
      await page.goto(product.signInUrl)
      const cookies = await context.cookies()
      await context.close()
      if (cookies.length === 0) throw new Error('The sign-in link gave no cookie.')
      await use({ cookies, origins: [] })
    },
    { scope: 'worker', timeout: 30_000 },
  ],
  baseURL: async ({ product }, use) => use(product.url),
  storageState: async ({ session }, use) => use(session),
  complaints: [
    async ({ context }, use) => {
      const complaints = new Complaints(context)
      await use(complaints)
      expect(complaints.unexpected(), 'what the page complained of').toEqual([])
    },
    { auto: true },
  ],
  page: async ({ page }, use) => {
    await page.goto('/')
    await use(page)
  },
})
