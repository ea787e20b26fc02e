// npm start -- [--serve] [--engine ADDRESS] [options of `slipway serve`]
// The desktop window where Electron and a display are, else the browser face.
import { hasDisplay } from '../host/cli/open-browser.ts'
import { buildWhenStale } from './build.ts'
import { electronBinary } from './electron-binary.ts'
import { openWindow } from './open-window.ts'

const FOR_WINDOW = /^--engine(?:=|$)/

const given = process.argv.slice(2)
const options = given.filter((word) => word !== '--serve')
// Anything that only the browser face knows asks for it.
const onlyWindow = options.every((word, at) => FOR_WINDOW.test(word) || options[at - 1] === '--engine')
const electron = given.includes('--serve') || !onlyWindow ? undefined : electronBinary()

// A Ctrl-C during the build has nothing to put in order.
const leave = () => process.exit(0)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, leave)

process.exit((await window()) ?? (await browser()))

/** Gives the window’s exit code; undefined where there can be no window. */
async function window(): Promise<number | undefined> {
  if (electron === undefined || !hasDisplay()) return undefined
  if (process.getuid?.() === 0) {
    console.error('Electron runs no window as root; here is Slipway for your browser.')
    return undefined
  }
  await buildWhenStale(['ui', 'desktop'])
  stopLeaving()
  return await openWindow(electron, options)
}

async function browser(): Promise<number> {
  await buildWhenStale(['ui'])
  stopLeaving()
  const { run } = await import('../host/cli/run.ts')
  const open = hasDisplay() && !options.includes('--json') && !options.includes('--open')
  return await run(['serve', '--vm', ...options, ...(open ? ['--open'] : [])])
}

/** From here on, whoever runs ends in order. */
function stopLeaving(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, leave)
}
