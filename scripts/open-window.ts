import { spawn } from 'node:child_process'
import { root } from './root.ts'

const CLOSE_MS = 1_800
/** A window that ends sooner than this, and badly, never opened. */
const OPENED_MS = 5_000

/**
 * Runs the desktop window until it is closed, or this process is told to end.
 * @returns its exit code, 0 when it was told to end; undefined when it could not be opened
 */
export async function openWindow(electron: string, options: readonly string[]): Promise<number | undefined> {
  const start = performance.now()
  // Set by some editors’ terminals, it would make Electron a plain Node.
  const { ELECTRON_RUN_AS_NODE: _, ...environment } = process.env
  const child = spawn(electron, [root, ...options], { stdio: 'inherit', env: environment })
  let told = false
  const tell = () => {
    if (told) return
    told = true
    child.kill('SIGTERM')
    setTimeout(() => child.kill('SIGKILL'), CLOSE_MS).unref()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, tell)
  const code = await new Promise<number>((resolve) => {
    child.once('error', () => resolve(127))
    child.once('exit', (code) => resolve(code ?? 1))
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, tell)
  if (told) return 0
  if (code === 0 || performance.now() - start > OPENED_MS) return code
  console.error(`The window could not be opened (Electron ended with ${code}); here is Slipway for your browser.`)
  return undefined
}
