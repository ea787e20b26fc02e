import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findExecutable } from '../support/executable.ts'

const GUEST = fileURLToPath(new URL('../../native/guest', import.meta.url))
const missing = ['make', 'cc'].filter((name) => findExecutable(name) === undefined)
if (missing.length > 0) console.warn(`SKIPPED: the guest’s protocol, since ${missing.join(', ')} isn’t installed.`)

const FUZZ_SECONDS = 8
const FUZZ_ROUNDS = 300_000

describe.skipIf(missing.length > 0)('the guest’s protocol, under sanitizers', () => {
  let build: string
  const make = (target: string): string => {
    const program = join(build, target)
    execFileSync('make', ['-C', GUEST, `OUT=${build}`, program], { stdio: 'pipe' })
    return program
  }

  beforeAll(async () => {
    build = await mkdtemp(join(tmpdir(), 'slipway-guest-'))
  })
  afterAll(async () => {
    await rm(build, { recursive: true })
  })

  test('holds its rules', { timeout: 120_000 }, () => {
    expect(execFileSync(make('protocol-test')).toString()).toContain('as it should be')
  })

  test('survives whatever is said to it', { timeout: 300_000 }, async () => {
    const corpus = join(GUEST, 'corpus')
    const seeds = (await readdir(corpus)).map((name) => join(corpus, name))
    const plain = execFileSync(make('protocol-fuzz-plain'), [String(FUZZ_ROUNDS), ...seeds], { stdio: 'pipe' })
    expect(plain.toString()).toContain(`${FUZZ_ROUNDS} inputs from ${seeds.length} seeds`)
    const guided = libFuzzer(make)
    if (guided === undefined) {
      console.warn('No clang with libFuzzer here: the protocol was fuzzed without coverage to guide it.')
      return
    }
    const found = join(build, 'found')
    await mkdir(found)
    const options = ['-seed=1', `-max_total_time=${FUZZ_SECONDS}`, '-max_len=8192', `-artifact_prefix=${build}/`]
    // Ends with an error, and says with which input, when anything breaks.
    execFileSync(guided, [...options, found, corpus], { stdio: 'pipe' })
    expect((await readdir(found)).length).toBeGreaterThan(0)
  })
})

function libFuzzer(make: (target: string) => string): string | undefined {
  if (findExecutable('clang') === undefined) return undefined
  try {
    return make('protocol-fuzz')
  } catch {
    // A clang without its runtime libraries links no fuzzer.
    return undefined
  }
}
