import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { RemoteStore } from '../../host/recorder/remote-store.ts'
import { run } from '../support/run.ts'
import { batchOf } from '../support/store.ts'

const T0 = Date.UTC(2026, 5, 1, 12)

let disk: string
beforeAll(async () => {
  disk = await mkdtemp(join(tmpdir(), 'slipway-small-disk-'))
  await run('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', disk])
})
afterAll(async () => {
  await run('umount', ['-l', disk])
  await rm(disk, { recursive: true, force: true })
})

test('a full disk is said to be full; with room on it, writing goes on, and nothing that was written is lost', async () => {
  const moved: string[] = []
  const store = new RemoteStore(join(disk, 'recorder.db'), (path) => moved.push(path))
  const write = (step: number) => store.call('write', batchOf('e', T0 + step * 10_000, 50))
  await write(0)
  await writeFile(join(disk, 'filler'), Buffer.alloc(1_500_000))
  let failed: unknown
  let step = 1
  for (; !failed && step < 5_000; step++) {
    await write(step).catch((error) => {
      failed = error
    })
  }
  expect(failed).toMatchObject({ name: 'StoreError', full: true })
  await rm(join(disk, 'filler'))
  await write(step)
  const query = { engine: 'e', from: T0, to: T0 + (step + 1) * 10_000, points: step + 1, measures: ['cpu' as const] }
  const { series } = await store.call('history', query)
  const known = series[0]?.curves.cpu?.average ?? []
  expect(known.filter((value) => value === null).length).toBeLessThanOrEqual(1)
  expect(known.at(-1)).toBeGreaterThan(0)
  expect(moved).toEqual([])
  await store.close()
})
