// npm test -- [check|build|unit|engine|vm|vm-long|browser|desktop] [pattern] [--arch arm64]
// Without arguments everything but vm-long, in that order. The last line says how many passed, failed and were skipped.
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { type Counts, none, plus, sayCounts } from './counts.ts'
import { endGroups } from './group.ts'
import { bringPackages, bringToolboxPackages, bringVmPackages } from './packages.ts'
import { ON_REQUEST, STAGES } from './stages.ts'
import { ARCHITECTURES } from './vm-image/lock.ts'

const NEED_PACKAGES = new Set(['engine', 'vm', 'vm-long', 'browser', 'desktop'])
const failed: Counts = { ...none, failed: 1 }

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  // Of the virtual machine.
  options: { arch: { type: 'string' } },
})
const [only, ...patterns] = positionals
if (only !== undefined && !(only in STAGES)) {
  console.error(`There is no ${only}. Say one of: ${Object.keys(STAGES).join(', ')}.`)
  process.exit(2)
}

const architecture = ARCHITECTURES.find((name) => name === (options.arch ?? process.env.SLIPWAY_VM_ARCH)) ?? 'amd64'

const stop = new AbortController()
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    stop.abort()
    endGroups(2000)
  })
}

// Private engines clean up after themselves as soon as who started them is gone, so waiting for their folders
// to go is waiting for them.
const folder = mkdtempSync(join(tmpdir(), 'slipway-test-'))
// Some tests do as a user who is not root, who must get at what is theirs in it.
chmodSync(folder, 0o755)
const run = {
  folder,
  patterns,
  signal: stop.signal,
  environment: {
    ...process.env,
    TMPDIR: folder,
    SLIPWAY_VM_ARCH: architecture,
    // Whatever Node a runner's own children ask for is the one that is pinned.
    PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH ?? ''}`,
  },
}

let counts = none
try {
  const names = only === undefined ? Object.keys(STAGES).filter((name) => !ON_REQUEST.has(name)) : [only]
  const ready = !names.some((name) => NEED_PACKAGES.has(name)) || bringPackages()
  if (!ready) counts = plus(counts, failed)
  if (names.some((name) => name.startsWith('vm'))) bringVmPackages(architecture)
  if (names.includes('engine')) bringToolboxPackages()
  for (const name of names) {
    const stage = STAGES[name]
    if (stage === undefined || stop.signal.aborted || (!ready && NEED_PACKAGES.has(name))) continue
    console.log(`\n── ${name}`)
    counts = plus(counts, await stage(run))
  }
} catch (error) {
  console.error(error)
  counts = plus(counts, failed)
} finally {
  await enginesGone()
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}
if (stop.signal.aborted) console.error('Interrupted.')
console.log(sayCounts(counts))
process.exitCode = stop.signal.aborted ? 130 : counts.failed > 0 ? 1 : 0

async function enginesGone(): Promise<void> {
  const there = () => readdirSync(folder).some((name) => /^slipway-(engine|podman)-/.test(name))
  const until = Date.now() + 20_000
  while (there() && Date.now() < until) await sleep(20)
}
