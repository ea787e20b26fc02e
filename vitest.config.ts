import { defineConfig } from 'vitest/config'

const OWN_HOME = ['test/support/own-home.ts']

export default defineConfig({
  test: {
    passWithNoTests: true,
    projects: [
      {
        test: {
          name: 'unit',
          setupFiles: OWN_HOME,
          // Some start the command line itself, which a busy machine does slowly.
          testTimeout: 20_000,
          include: ['{contract,host,renderer,electron,scripts,test/bench}/**/*.test.{ts,tsx}'],
        },
      },
      {
        test: {
          name: 'engine',
          setupFiles: OWN_HOME,
          include: ['test/engine/**/*.test.ts'],
          globalSetup: ['test/support/engine-setup.ts'],
          // All files share one engine, and timings count.
          fileParallelism: false,
          testTimeout: 30_000,
          hookTimeout: 90_000,
        },
      },
      {
        test: {
          name: 'vm',
          setupFiles: OWN_HOME,
          include: ['test/vm/*.test.ts'],
          globalSetup: ['test/support/shared-vm-setup.ts'],
          // All files share one machine, which is emulated.
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'vm-long',
          setupFiles: OWN_HOME,
          include: ['test/vm/long/*.test.ts'],
          globalSetup: ['test/support/vm-setup.ts'],
          // One machine at a time: each is emulated.
          fileParallelism: false,
        },
      },
    ],
  },
})
