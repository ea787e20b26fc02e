import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { BuildOptions } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Bundles Electron’s main process, preload and host process into `dist/electron`. @throws esbuild's error */
export async function buildDesktop(): Promise<void> {
  const { build } = await import('esbuild')
  await rm(`${root}dist/electron`, { recursive: true, force: true })
  const common: BuildOptions = {
    absWorkingDir: root,
    outdir: 'dist/electron',
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    target: 'node24',
    // A sandboxed preload can load nothing else, and Electron's own loader wants CommonJS there.
    format: 'cjs',
    external: ['electron', 'bufferutil', 'utf-8-validate'],
    sourcemap: true,
    logLevel: 'warning',
  }
  await Promise.all([
    build({ ...common, entryPoints: ['electron/preload.ts'] }),
    build({
      ...common,
      entryPoints: ['electron/main.ts', 'electron/host-process.ts'],
      // CommonJS has no import.meta.
      define: { 'import.meta.url': 'slipwayModuleUrl' },
      banner: { js: "const slipwayModuleUrl = require('node:url').pathToFileURL(__filename).href;" },
    }),
  ])
}
