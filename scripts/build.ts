import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildDesktop } from './build-desktop.ts'
import { buildUi } from './build-ui.ts'
import { root } from './root.ts'
import { hasStamp, keepStamp, stampOf } from './stamp.ts'

type Part = { name: string; entry: string; sources: readonly string[]; stamp: string; build: () => Promise<void> }

const COMMON = ['contract', 'package-lock.json', 'package.json']
const parts = {
  ui: {
    name: 'the UI',
    entry: 'renderer/app/main.tsx',
    sources: ['renderer', 'host/page', 'vite.config.ts', 'scripts/build-ui.ts', 'scripts/compress.ts', ...COMMON],
    stamp: 'dist/.ui-stamp',
    build: buildUi,
  },
  desktop: {
    name: 'the desktop shell',
    entry: 'electron/main.ts',
    sources: ['electron', 'host', 'native/toolbox/carried', 'scripts/build-desktop.ts', ...COMMON],
    stamp: 'dist/.desktop-stamp',
    build: buildDesktop,
  },
} satisfies Record<string, Part>
export type PartName = keyof typeof parts

const ALL: readonly PartName[] = ['ui', 'desktop']

/** Builds these parts of Slipway into `dist/`. Says on stderr what it does. @throws the builder's error */
export async function build(names: readonly PartName[] = ALL): Promise<void> {
  await Promise.all(names.map((name) => buildPart(parts[name])))
}

/** Builds those of these parts whose sources changed since they were built. */
export async function buildWhenStale(names: readonly PartName[] = ALL): Promise<void> {
  const stale = await Promise.all(
    names.map(async (name) => {
      const { stamp, sources } = parts[name]
      return (await hasStamp(join(root, stamp), await stampOf(root, sources))) ? [] : [name]
    }),
  )
  await build(stale.flat())
}

async function buildPart({ name, entry, sources, stamp, build }: Part): Promise<void> {
  if (!existsSync(join(root, entry))) {
    console.error(`Not built: ${name}; there is no ${entry}.`)
    return
  }
  // Taken before: what changes during the build makes it stale.
  const before = await stampOf(root, sources)
  const start = performance.now()
  await build()
  await keepStamp(join(root, stamp), before)
  console.error(`Built ${name} in ${((performance.now() - start) / 1000).toFixed(1)} s.`)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await build()
