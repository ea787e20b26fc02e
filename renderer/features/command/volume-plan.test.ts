import { expect, test } from 'vitest'
import { container } from '../../lib/container-sample.ts'
import { volume } from '../../lib/volume-sample.ts'
import { planOf, planWords } from './plan.ts'

const volumes = [volume({ id: 'data', labels: { a: 'b' } }), volume({ id: 'logs' })]
const db = container({
  name: 'db',
  mounts: [{ type: 'volume', name: 'data', source: '', destination: '/d', writable: true }],
})
type Action = Parameters<typeof planOf>[0]
const plan = (action: Action) => planOf(action, [db], ['volumes'], [], undefined, volumes)

test('docker volume create fills the form in', () => {
  const draft = { kind: 'createVolume', driver: 'x', options: [{ key: 'o', value: 'b=c' }], labels: [] } as const
  const made = plan({ ...draft, options: [...draft.options], labels: [], name: 'new' })
  expect(made).toEqual({
    kind: 'create-volume',
    draft: { name: 'new', driver: 'x', options: { o: 'b=c' }, labels: {} },
  })
  expect(planWords(made)).toBe('Create new…')
  expect(plan({ kind: 'createVolume', name: 'data', options: [], labels: [] })).toMatchObject({ kind: 'nothing' })
})

test('docker volume rm takes names and sets', () => {
  expect(plan({ kind: 'removeVolumes', volumes: [{ name: 'data' }, { name: 'nope' }], force: false })).toEqual({
    kind: 'remove-volumes',
    names: ['data'],
    missing: ['nope'],
  })
  const dangling = { set: { filters: [{ key: 'dangling', value: '1' }] } }
  expect(plan({ kind: 'removeVolumes', volumes: [dangling], force: true })).toMatchObject({ names: ['logs'] })
  expect(plan({ kind: 'removeVolumes', volumes: [{ name: 'x' }], force: false })).toMatchObject({ kind: 'nothing' })
})

test('docker volume ls and inspect show', () => {
  const ls = plan({ kind: 'volumes', filters: [{ key: 'label', value: 'a' }], quiet: false })
  expect(planWords(ls)).toBe('Show these volumes')
  expect(planWords(plan({ kind: 'inspectVolumes', volumes: ['logs'] }))).toBe('Open inspect of logs')
  expect(plan({ kind: 'inspect', targets: [{ name: 'logs' }], size: false, type: 'volume' })).toMatchObject({
    kind: 'volume',
    name: 'logs',
  })
})
