import { expect, test } from 'vitest'
import type { InventoryPatch } from '../../contract/index.ts'
import { learned } from './origins.ts'

const [A, B] = ['a1'.repeat(32), 'b2'.repeat(32)]
const none = { upsert: [], remove: [] }
const volume = (id: string) => ({
  ...{ id, driver: 'local', mountpoint: '', labels: {}, options: {}, anonymous: true },
})
const container = (name: string, ...volumes: string[]) => ({
  ...{ id: name, name, image: 'db:1', imageId: '', command: '', created: 0, state: 'running' as const, ports: [] },
  ...{ labels: {}, networks: [] },
  mounts: volumes.map((one) => ({ type: 'volume', name: one, source: '', destination: '/data', writable: true })),
})
const patch = (part: Partial<InventoryPatch>): InventoryPatch => ({
  ...{ snapshot: false, containers: none, images: none, volumes: none, networks: none },
  ...part,
})
const ofDb = { container: 'db', image: 'db:1', path: '/data' }

test('the first container that has a volume without a name is the one it was made for', () => {
  const first = learned({}, patch({ containers: { upsert: [container('db', A, 'named')], remove: [] } }))
  expect(first).toEqual({ [A]: ofDb })
  expect(learned(first, patch({ containers: { upsert: [container('other', A)], remove: ['db'] } }))).toBe(first)
})

test('of a volume that is gone nothing is kept', () => {
  const before = { [A]: ofDb, [B]: ofDb }
  expect(learned(before, patch({ volumes: { upsert: [], remove: [A] } }))).toEqual({ [B]: ofDb })
  expect(learned(before, patch({ snapshot: true, volumes: { upsert: [volume(A)], remove: [] } }))).toEqual({
    [A]: ofDb,
  })
  expect(learned(before, patch({}))).toBe(before)
})
