import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from './root.ts'

/** Bundles Electron’s main process, preload and host process into `dist/electron`. @throws esbuild's error */
export async function buildDesktop(): Promise<void> {
  const { build } = await import('esbuild')
  await rm(join(root, 'dist', 'electron'), { recursive: true, force: true })
  await build({
    absWorkingDir: root,
    entryPoints: ['main', 'preload', 'host-process'].map((name) => `electron/${name}.ts`),
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
  })
  await cp(join(root, 'native', 'toolbox', 'carried'), join(root, 'dist', 'electron', 'toolbox'), { recursive: true })
}
