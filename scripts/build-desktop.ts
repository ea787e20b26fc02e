import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { BuildOptions } from 'esbuild'
import { root } from './root.ts'

/** Bundles Electron’s main process, preload, host process and what that starts into `dist/electron`. @throws esbuild's error */
export async function buildDesktop(): Promise<void> {
  const { build } = await import('esbuild')
  await rm(join(root, 'dist', 'electron'), { recursive: true, force: true })
  await Promise.all([
    build({ ...COMMON, entryPoints: ['electron/preload.ts'] }),
    build({
      ...COMMON,
      entryPoints: {
        main: 'electron/main.ts',
        'host-process': 'electron/host-process.ts',
        'keep-vm': 'electron/keep-vm.ts',
        'recorder-worker': 'host/recorder/worker.ts',
      },
      // CommonJS has no such word; the host looks for its worker beside its bundle.
      banner: { js: "const bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
      define: { 'import.meta.url': 'bundleUrl' },
    }),
  ])
  await cp(join(root, 'native', 'toolbox', 'carried'), join(root, 'dist', 'electron', 'toolbox'), { recursive: true })
}

const COMMON: BuildOptions = {
  absWorkingDir: root,
  outdir: 'dist/electron',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  target: 'node24',
  // A sandboxed preload takes nothing but CommonJS.
  format: 'cjs',
  // What packages ask for where it was compiled, and do without: here it never is.
  external: ['electron', 'bufferutil', 'utf-8-validate', 'cpu-features', '*.node'],
  sourcemap: true,
  logLevel: 'warning',
}
