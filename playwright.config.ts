import { defineConfig } from '@playwright/test'
import { chromiumOptions } from './test/support/chromium.ts'

const onCi = process.env.CI !== undefined && process.env.CI !== ''

export default defineConfig({
  outputDir: 'test-results',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // Each worker has an engine and a browser of its own.
  workers: onCi ? 1 : 2,
  retries: onCi ? 1 : 0,
  forbidOnly: onCi,
  reporter: [['list']],
  projects: [
    {
      name: 'browser',
      testDir: 'test/browser',
      use: {
        browserName: 'chromium',
        launchOptions: chromiumOptions(),
        viewport: { width: 1280, height: 800 },
        trace: 'retain-on-failure',
      },
    },
    { name: 'desktop', testDir: 'test/desktop', workers: 1 },
  ],
})
