import { expect, test } from 'vitest'
import type { Action, Image } from '../../../contract/index.ts'
import { container } from '../../lib/container-sample.ts'
import { planOf, planWords } from './plan.ts'
import { untilTime } from './until.ts'

const image = (digit: string, part: Partial<Image> = {}): Image => ({
  id: `sha256:${digit.repeat(64)}`,
  tags: [],
  digests: [],
  created: 0,
  size: 1,
  labels: {},
  ...part,
})
const nginx = image('a', { tags: ['nginx:1', 'nginx:latest'], labels: { keep: 'no' } })
const used = image('b', { tags: ['used:1'] })
const dangling = image('c')
const fresh = image('d', { created: Date.now() })
const images = [nginx, used, dangling, fresh]
const web = container({ name: 'web', imageId: used.id })
const plan = (action: Action) => planOf(action, [web], ['containers', 'images'], images)
const remove = (...names: string[]): Action => ({
  kind: 'removeImages',
  images: names.map((name) => ({ name })),
  force: false,
  noPrune: false,
})
const list = { all: false, digests: false, noTrunc: false, quiet: false, tree: false, filters: [] }

test('docker images opens the list, as it is filtered', () => {
  expect(planWords(plan({ kind: 'images', ...list }))).toBe('Go to Images')
  const filtered = plan({ kind: 'images', ...list, filters: [{ key: 'dangling', value: 'true' }], reference: 'ngin*' })
  expect(filtered).toMatchObject({
    kind: 'images',
    filter: { criteria: [{ key: 'dangling' }, { key: 'reference', value: 'ngin*' }] },
  })
  expect(plan({ kind: 'images', ...list, filters: [{ key: 'unheard', value: 'of' }] })).toMatchObject({
    kind: 'nothing',
    why: expect.stringContaining('unheard'),
  })
})

test('docker rmi asks, for the name that was said or for the image', () => {
  expect(plan(remove('nginx', 'docker.io/library/used:1', 'cccc', 'nope'))).toEqual({
    kind: 'remove-images',
    targets: [{ id: nginx.id, reference: 'nginx:latest' }, { id: used.id, reference: 'used:1' }, { id: dangling.id }],
    missing: ['nope'],
    force: false,
  })
  expect(planWords(plan(remove('nginx')))).toBe('Remove nginx:latest…')
  expect(plan(remove('nope'))).toMatchObject({ kind: 'nothing', why: 'No image is named nope.' })
  const set = { set: { all: false, filters: [{ key: 'dangling', value: 'true' }] } }
  expect(plan({ kind: 'removeImages', images: [set], force: true, noPrune: false })).toMatchObject({
    targets: [{ id: dangling.id }, { id: fresh.id }],
    force: true,
  })
})

test('docker image prune asks for what would go', () => {
  const prune = (all: boolean, ...filters: { key: string; value: string }[]) =>
    plan({ kind: 'pruneImages', all, force: true, filters })
  expect(prune(false)).toMatchObject({ targets: [{ id: dangling.id }, { id: fresh.id }] })
  expect(prune(false, { key: 'until', value: '1h' })).toMatchObject({ targets: [{ id: dangling.id }] })
  expect(prune(true, { key: 'label', value: 'keep=no' })).toMatchObject({
    targets: [
      { id: nginx.id, reference: 'nginx:1' },
      { id: nginx.id, reference: 'nginx:latest' },
    ],
  })
  expect(prune(true, { key: 'label!', value: 'keep' })).toMatchObject({ targets: [{ id: dangling.id }, {}] })
  expect(prune(false, { key: 'label', value: 'keep' })).toMatchObject({ kind: 'nothing' })
})

test('history, image inspect, and inspect of what is no container open the image', () => {
  expect(plan({ kind: 'history', image: 'nginx', human: true, noTrunc: false, quiet: false })).toMatchObject({
    kind: 'image',
    image: nginx,
    tab: 'layers',
  })
  expect(planWords(plan({ kind: 'inspectImages', images: [{ name: 'used:1' }] }))).toBe('Open inspect of used:1')
  expect(plan({ kind: 'inspect', targets: [{ name: 'nginx' }], size: false })).toMatchObject({ kind: 'image' })
  expect(plan({ kind: 'inspect', targets: [{ name: 'web' }], size: false })).toMatchObject({ kind: 'open' })
  expect(plan({ kind: 'inspect', targets: [{ name: 'neither' }], size: false })).toMatchObject({ kind: 'nothing' })
})

test.each([
  ['24h', 1_000_000_000 - 86_400_000],
  ['1h30m', 1_000_000_000 - 5_400_000],
  ['1700000000', 1_700_000_000_000],
  ['2024-01-02T03:04:05Z', Date.parse('2024-01-02T03:04:05Z')],
  ['2024-01-02', new Date(2024, 0, 2).getTime()],
  ['soon', undefined],
])('until %s', (text, time) => expect(untilTime(text, 1_000_000_000)).toBe(time))

test('images are saved by their own names, and a tar file is loaded or imported as was said', () => {
  const save = plan({
    kind: 'save',
    images: [{ name: 'nginx' }, { name: 'c'.repeat(12) }, { name: 'gone' }],
    output: 'x.tar',
  })
  expect(save).toEqual({
    kind: 'save-images',
    images: ['nginx:latest', dangling.id],
    missing: ['gone'],
    start: { file: 'x.tar', platform: undefined },
  })
  expect(planWords(save)).toBe('Save 2 images to x.tar…')
  expect(plan({ kind: 'save', images: [{ name: 'gone' }] })).toMatchObject({ kind: 'nothing' })
  expect(planWords(plan({ kind: 'load', quiet: false }))).toBe('Load images from a tar file…')
  const load = plan({ kind: 'load', quiet: true, input: '/a.tar', platform: 'linux/arm64' })
  expect(load).toMatchObject({ start: { reading: 'load', source: '/a.tar', platform: 'linux/arm64' } })
  const root = {
    source: 'root.tgz',
    reference: 'me/root:1',
    message: 'hi',
    changes: ['CMD a'],
    platform: 'linux/arm64',
  }
  const imported = plan({ kind: 'import', ...root })
  expect(imported).toEqual({ kind: 'load-images', start: { reading: 'import', ...root } })
  expect(planWords(imported)).toBe('Import root.tgz as me/root:1…')
})
