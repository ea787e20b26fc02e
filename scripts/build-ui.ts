import { fileURLToPath } from 'node:url'
import { compressFiles } from './compress.ts'

/** Bundles the UI into `dist/renderer`, with compressed copies. @throws Vite's error */
export async function buildUi(): Promise<void> {
  // Loaded here: a start that finds all built must not wait for it.
  const { build, createLogger } = await import('vite')
  const logger = createLogger('warn')
  // Standard output belongs to the program that was started.
  const say = (message: string) => process.stderr.write(`${message}\n`)
  await build({
    configFile: fileURLToPath(new URL('../vite.config.ts', import.meta.url)),
    mode: 'production',
    logLevel: 'warn',
    customLogger: { ...logger, info: () => {}, warn: say, warnOnce: say, error: say },
  })
  await compressFiles(fileURLToPath(new URL('../dist/renderer', import.meta.url)))
}
