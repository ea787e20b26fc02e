import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { batchOf } from '../../test/support/store.ts'
import { RemoteStore, StoreError } from './remote-store.ts'

const T0 = Date.UTC(2026, 5, 1, 12)
/** `SLIPWAY_RECORDER_KILLS=30 npm test -- unit remote-store` kills it more often. */
const KILLS = Number(process.env.SLIPWAY_RECORDER_KILLS ?? 5)

let folder: string
let path: string
const moved: string[] = []
const open: RemoteStore[] = []
const store = () => {
  const one = new RemoteStore(path, (where) => moved.push(where))
  open.push(one)
  return one
}
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-remote-store-'))
  path = join(folder, 'deep', 'recorder.db')
})
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
  moved.length = 0
  rmSync(folder, { recursive: true })
})
const query = { engine: 'e', from: T0, to: T0 + 3_600_000, points: 360, measures: ['cpu' as const] }

test('what is written is there, also for who comes later', async () => {
  const first = store()
  await first.call('write', batchOf('e', T0, 3))
  expect((await first.call('history', query)).series[0]?.curves.cpu?.average[0]).toBe(3)
  await first.close()
  await expect(first.call('state')).rejects.toThrow(StoreError)
  expect((await store().call('state')).newest).toBe(T0 + 10_000)
})

test('a broken file is moved aside, said once, and recording begins anew', async () => {
  const first = store()
  for (let step = 0; step < 300; step++) await first.call('write', batchOf('e', T0 + step * 10_000, 20))
  await first.close()
  const bytes = readFileSync(path)
  // Everything but the first page, which says what the file is.
  writeFileSync(path, Buffer.concat([bytes.subarray(0, 4_096), randomBytes(bytes.length - 4_096)]))
  const second = store()
  await second.call('history', query).catch(() => {})
  await second.call('write', batchOf('e', T0, 3))
  expect(moved).toEqual([`${path}.broken`])
  expect(existsSync(`${path}.broken`)).toBe(true)
  expect((await second.call('history', query)).series[0]?.curves.cpu?.average[0]).toBe(3)
  await second.close()
  writeFileSync(path, 'This is no database at all. '.repeat(400))
  const third = store()
  await third.call('write', batchOf('e', T0, 3))
  expect(moved).toHaveLength(2)
})

test('of two in one folder one writes, the other one reads; when the first is gone the other one writes', async () => {
  const [first, second] = [store(), store()]
  await first.call('write', batchOf('e', T0, 2))
  await second.call('write', batchOf('e', T0 + 10_000, 2))
  expect((await second.call('state')).newest).toBe(T0 + 10_000)
  await first.close()
  await second.call('write', batchOf('e', T0 + 20_000, 2))
  expect((await second.call('state')).newest).toBe(T0 + 30_000)
})

test('a failure is told, and is over when what was in the way is', async () => {
  writeFileSync(join(folder, 'deep'), 'a file where the folder should be')
  const one = store()
  await expect(one.call('write', batchOf('e', T0, 1))).rejects.toThrow(StoreError)
  rmSync(join(folder, 'deep'))
  await one.call('write', batchOf('e', T0, 1))
  expect((await one.call('state')).newest).toBe(T0 + 10_000)
  expect(moved).toEqual([])
})

test(`killed ${KILLS} times while it writes: the file is whole, and nothing is missing that was said to be written`, async () => {
  const module = (name: string) => JSON.stringify(pathToFileURL(join(import.meta.dirname, name)).href)
  const program = `
    import { Store } from ${module('store/store.ts')}
    import { batchOf } from ${module('../../test/support/store.ts')}
    const store = new Store(process.argv[1])
    for (let time = Number(process.argv[2]); ; time += 10_000) {
      store.write(batchOf('e', time, 50))
      process.stdout.write(time + '\\n')
    }`
  let next = T0
  const first = store()
  await first.call('write', batchOf('e', next, 50))
  await first.close()
  for (let kill = 0; kill < KILLS; kill++) {
    const args = ['--input-type=module', '-e', program, path, String(next)]
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    let said = ''
    child.stdout.on('data', (chunk) => {
      said += chunk
    })
    await once(child.stdout, 'data')
    await sleep(Math.random() * 250)
    child.kill('SIGKILL')
    await once(child, 'close')
    const last = Number(said.split('\n').at(-2))
    const database = new DatabaseSync(path)
    expect(database.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }])
    const newest = Number(database.prepare('SELECT max(time) AS time FROM steps_10').get()?.time) * 1_000
    const count = Number(database.prepare('SELECT count(*) AS count FROM steps_10').get()?.count)
    database.close()
    expect(newest).toBeGreaterThanOrEqual(last)
    // Each step has all its containers and their sum: no batch is there in part.
    expect(count).toBe(((newest - T0) / 10_000 + 1) * 51)
    next = newest + 10_000
  }
}, 120_000)
