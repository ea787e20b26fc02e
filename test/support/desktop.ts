import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, type ElectronApplication, _electron as electron, type Page } from '@playwright/test'
import { buildWhenStale } from '../../scripts/build.ts'
import { electronBinary } from '../../scripts/electron-binary.ts'
import { root } from '../../scripts/root.ts'

const binary = electronBinary()
const display = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY

/** Why no window can be opened on this machine; undefined where one can. */
export const noWindow: string | undefined = !binary
  ? 'Electron’s binary is not on this machine; `npx install-electron` brings it, or name its folder in ELECTRON_OVERRIDE_DIST_PATH.'
  : display
    ? undefined
    : 'There is no display; `apt-get install xvfb` brings one.'
if (noWindow !== undefined) console.warn(`SKIPPED: the tests of the desktop window. ${noWindow}`)

export type Desktop = { app: ElectronApplication; page: Page; stateFolder: string }

/** Opens the desktop window with that state, on an engine that is not there. */
export async function openDesktop(stateFolder: string): Promise<Desktop> {
  const app = await electron.launch({
    ...(binary !== undefined && { executablePath: binary }),
    args: [
      // Chromium has no sandbox for root; the pages’ own settings are looked at apart.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      root,
      '--engine',
      `unix://${stateFolder}/none.sock`,
    ],
    env: { ...environment(), HOME: stateFolder, SLIPWAY_STATE: stateFolder },
  })
  return { app, page: await app.firstWindow(), stateFolder }
}

/** Playwright’s `test` with a folder for state and an open window; skipped, and said so, where none can be opened. */
export const test = base.extend<{ desktop: Desktop }, { stateFolder: string; built: undefined }>({
  built: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright asks for a pattern here.
    async ({}, use) => {
      if (noWindow === undefined) await buildWhenStale()
      await use(undefined)
    },
    { scope: 'worker', timeout: 120_000, auto: true },
  ],
  stateFolder: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright asks for a pattern here.
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'slipway-desktop-'))
      await use(folder)
      rmSync(folder, { recursive: true, force: true })
    },
    { scope: 'worker' },
  ],
  desktop: async ({ stateFolder }, use) => {
    const desktop = await openDesktop(stateFolder)
    await use(desktop)
    await desktop.app.close()
  },
})
test.skip(noWindow !== undefined, noWindow)

function environment(): Record<string, string> {
  const { ELECTRON_RUN_AS_NODE: _, DOCKER_HOST: _host, DOCKER_CONTEXT: _context, ...rest } = process.env
  return Object.fromEntries(
    Object.entries(rest).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
