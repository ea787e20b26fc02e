import { join } from 'node:path'
import { compressFiles } from './compress.ts'
import { root } from './root.ts'

/** Bundles the UI into `dist/renderer`, with compressed copies. @throws Vite's error */
export async function buildUi(): Promise<void> {
  // Loaded here: a start that finds all built must not wait for it.
  const { build, createLogger } = await import('vite')
  const logger = createLogger('warn')
  // Standard output belongs to the program that was started.
  const say = (message: string) => process.stderr.write(`${message}\n`)
  await build({
    configFile: join(root, 'vite.config.ts'),
    mode: 'production',
    logLevel: 'warn',
    customLogger: { ...logger, info: () => {}, warn: say, warnOnce: say, error: say },
  })
  await compressFiles(join(root, 'dist', 'renderer'))
}
