// Takes the README's picture from the real thing: a private engine with the demo's containers, Slipway, Chromium.
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'
import { chromiumOptions } from '../test/support/chromium.ts'
import { startEngine } from '../test/support/engine.ts'
import { makeImages } from '../test/support/image.ts'
import { startProduct } from '../test/support/product.ts'
import { HOSTILE_NAME, seedDemo } from '../test/support/seed.ts'
import { buildWhenStale } from './build.ts'

const picture = fileURLToPath(new URL('../docs/containers.png', import.meta.url))

await buildWhenStale()
const engine = await startEngine()
try {
  await makeImages(engine)
  await seedDemo(engine)
  // It is there to be hard to show, not to be a model.
  await engine.docker('rm', '-f', HOSTILE_NAME)
  const product = await startProduct({ engine })
  const browser = await chromium.launch(chromiumOptions())
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 780 }, deviceScaleFactor: 2 })
    await page.goto(product.signInUrl)
    await page.getByRole('link', { name: 'gateway', exact: true }).waitFor()
    // The first samples of CPU and memory come after two seconds.
    await page.waitForTimeout(3_500)
    await page.screenshot({ path: picture })
    console.log(picture)
  } finally {
    await browser.close()
    await product.stop()
  }
} finally {
  await engine.stop()
}
