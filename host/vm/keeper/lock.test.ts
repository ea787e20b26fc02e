import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { takeLock } from './lock.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-lock-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Another process that takes the lock, says whether it got it, and holds it until it is killed. */
async function holder(path: string): Promise<{ got: string; kill: () => Promise<void> }> {
  const code = `import { takeLock } from ${JSON.stringify(new URL('./lock.ts', import.meta.url).href)}
    console.log(takeLock(${JSON.stringify(path)}) ? 'yes' : 'no'); setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const got = await new Promise<string>((resolve) =>
    child.stdout.once('data', (part: Buffer) => resolve(`${part}`.trim())),
  )
  const kill = () =>
    new Promise<void>((resolve) => {
      child.once('exit', () => resolve())
      child.kill('SIGKILL')
    })
  return { got, kill }
}

test('one process has it, and it is free again when that one is killed', { timeout: 30_000 }, async () => {
  const path = join(folder, 'lock')
  const first = await holder(path)
  const second = await holder(path)
  expect([first.got, second.got]).toEqual(['yes', 'no'])
  expect(takeLock(path)).toBeUndefined()
  await first.kill()
  const release = takeLock(path)
  expect(release).toBeDefined()
  release?.()
  await second.kill()
})
