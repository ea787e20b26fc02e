import { expect, test } from 'vitest'
import { cleanUpPlan } from './clean-up-plan.ts'

const ask = { kind: 'cleanUp', of: 'system', all: false, volumes: false, force: false, filters: [] } as const

test('docker system prune takes what the CLI says it takes', () => {
  expect(cleanUpPlan({ ...ask, filters: [] })).toMatchObject({
    choice: { containers: true, networks: true, images: 'dangling', volumes: 'none', cache: 'unused' },
  })
  expect(cleanUpPlan({ ...ask, all: true, volumes: true, filters: [] })).toMatchObject({
    choice: { images: 'unused', volumes: 'anonymous', cache: 'all' },
  })
})

test('docker volume prune takes nothing but volumes', () => {
  expect(cleanUpPlan({ ...ask, of: 'volume', all: true, filters: [] })).toMatchObject({
    choice: { containers: false, networks: false, images: 'none', volumes: 'unused', cache: 'none' },
  })
})

test('docker container prune with a filter takes containers alone', () => {
  const filters = [{ key: 'label', value: 'a' }]
  expect(cleanUpPlan({ of: 'container', all: false, volumes: false, filters })).toMatchObject({
    choice: { containers: true, networks: false, images: 'none', volumes: 'none', cache: 'none' },
  })
})

test('ages and labels are taken along', () => {
  const filters = [
    { key: 'until', value: '1h30m' },
    { key: 'label!', value: 'keep' },
  ]
  expect(cleanUpPlan({ ...ask, filters })).toMatchObject({
    choice: { olderThan: 90, labels: [{ label: 'keep', not: true }] },
  })
})

test.each([
  { key: 'until', value: '2026-01-01' },
  { key: 'unused-for', value: '1h' },
])('$key=$value is refused with a reason', (filter) =>
  expect(cleanUpPlan({ ...ask, filters: [filter] })).toMatchObject({ kind: 'nothing' }),
)
