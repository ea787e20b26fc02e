import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Snapshot } from '../../contract/index.ts'
import { Kept } from './kept.ts'
import { Unfinished } from './unfinished.ts'

const DAY = 86_400_000
const LIMITS = { days: 7, gigabytes: 1 }
let folder: string
let unfinished: Unfinished
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-kept-'))
  unfinished = await Unfinished.open(join(folder, 'unfinished'))
})
afterEach(() => rm(folder, { recursive: true }))

const removed: string[] = []
const open = () =>
  Kept.open(join(folder, 'kept'), unfinished, async (engine, name) => void removed.push(`${engine} ${name}`))
const facts = { name: 'data', driver: 'local', options: {}, labels: {} }
const add = (kept: Kept, bytes: number, expires?: number) =>
  kept.add({ engine: 'e', why: 'remove', ...(expires !== undefined && { expires }) }, async () => [
    { facts, contents: bytes, bytes },
  ])
const listed = async (kept: Kept): Promise<Snapshot[]> => (await kept.watch('e').next()).value ?? []

test('what was kept is there after a restart; a folder without a record is nothing', async () => {
  const { id } = await add(await open(), 5)
  await mkdir(join(folder, 'kept', 'half'))
  await writeFile(join(folder, 'kept', 'half', '0.tar.zst'), 'half')
  const again = await open()
  expect((await listed(again)).map((one) => one.id)).toEqual([id])
  await again.remove(id)
  expect(await listed(await open())).toEqual([])
})

test('nothing is left of one that could not be made', async () => {
  const kept = await open()
  const failing = kept.add({ engine: 'e', why: 'remove' }, () => Promise.reject(new Error('full')))
  await expect(failing).rejects.toThrow('full')
  expect([await readdir(join(folder, 'kept')), await readdir(join(folder, 'unfinished'))]).toEqual([[], []])
})

test('what goes: whose time is over, then the oldest beyond the cap, never what is held', async () => {
  const kept = await open()
  const now = Date.now()
  const held = await add(kept, 5e9)
  const over = await add(kept, 1, now - 1)
  const old = await add(kept, 6e8, now + DAY)
  await new Promise((resolve) => setTimeout(resolve, 2))
  const fresh = await add(kept, 6e8, now + DAY)
  expect(
    kept
      .outdated(LIMITS)
      .map(({ id }) => id)
      .sort(),
  ).toEqual([over.id, old.id].sort())
  await kept.hold(old.id, true, LIMITS)
  expect(kept.outdated(LIMITS).map(({ id }) => id)).toEqual([over.id])
  await kept.hold(held.id, false, LIMITS)
  expect(kept.outdated(LIMITS).map(({ id }) => id)).toContain(held.id)
  expect(kept.outdated(LIMITS).map(({ id }) => id)).not.toContain(fresh.id)
})

test('what is on the engine goes with the snapshot, which stays where that fails', async () => {
  const about = { engine: 'e', why: 'asked' as const, checkpoint: { name: 'c', stack: 's' } }
  const volumes = [{ facts, contents: 7, bytes: 0, twin: 'slipway-checkpoint-0123456789ab' }]
  const { id } = await (await open()).add(about, async () => volumes)
  const away = await Kept.open(join(folder, 'kept'), unfinished, () => Promise.reject(new Error('away')))
  expect(await listed(away)).toMatchObject([{ id, volumes: [{ shared: true, contents: 7, bytes: 0 }] }])
  expect(away.hasTwin('e', 'slipway-checkpoint-0123456789ab')).toBe(true)
  await expect(away.remove(id)).rejects.toThrow('away')
  const again = await open()
  expect((await listed(again)).map((one) => one.id)).toEqual([id])
  await again.remove(id)
  expect(await listed(await open())).toEqual([])
  expect(removed).toEqual(['e slipway-checkpoint-0123456789ab'])
})
