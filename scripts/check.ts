// The static checks: types, lint and format, borders, unused code.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Counts, none, plus } from './counts.ts'
import { endGroups, runGroup } from './group.ts'
import { root } from './root.ts'

const bin = (name: string) => join(root, 'node_modules', '.bin', name)

const CHECKS: readonly (readonly [string, string, ...string[]])[] = [
  ['types', bin('tsc'), '--noEmit'],
  ['lint and format', bin('biome'), 'check', '--error-on-warnings'],
  ['borders', process.execPath, join(root, 'scripts', 'borders.ts')],
  ['unused code', process.execPath, join(root, 'node_modules', 'knip', 'bin', 'knip.js')],
]

/** Runs every check, each counted as one test; stops between two when the signal is given. */
export async function check(signal?: AbortSignal): Promise<Counts> {
  let counts = none
  for (const [name, program, ...args] of CHECKS) {
    if (signal?.aborted) break
    const { code } = await runGroup(program, args)
    console.log(`${name}: ${code === 0 ? 'ok' : 'failed'}`)
    counts = plus(counts, { ...none, ...(code === 0 ? { passed: 1 } : { failed: 1 }) })
  }
  return counts
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const stop = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      stop.abort()
      endGroups(1000)
    })
  }
  const { failed } = await check(stop.signal)
  process.exitCode = stop.signal.aborted ? 130 : failed > 0 ? 1 : 0
}
