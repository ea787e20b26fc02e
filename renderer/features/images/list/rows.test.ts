import { expect, test } from 'vitest'
import type { Image } from '../../../../contract/index.ts'
import { container } from '../../../lib/container-sample.ts'
import { EVERYTHING } from '../../../lib/list-filter.ts'
import { findImage } from '../find-image.ts'
import { type Filter, filtered } from './filter.ts'
import { type ImageRow, rowName, rowsOf } from './rows.ts'

const hex = (digit: string) => digit.repeat(64)
const image = (digit: string, part: Partial<Image> = {}): Image => ({
  id: `sha256:${hex(digit)}`,
  tags: [],
  digests: [],
  created: Number.parseInt(digit, 16) * 1_000,
  size: 100,
  labels: {},
  ...part,
})
const nginx = image('a', { tags: ['nginx:1.27', 'nginx:latest'], labels: { team: 'edge', 'a=b': 'c' } })
const hosted = image('b', {
  tags: ['localhost:5000/team/app:2'],
  digests: [`localhost:5000/team/app@sha256:${hex('1')}`],
})
const pulled = image('c', { digests: [`alpine@sha256:${hex('2')}`] })
const dangling = image('d')
const images = [nginx, hosted, pulled, dangling]
const user = container({ imageId: nginx.id, name: 'web' })
const rows = rowsOf(images, [user], undefined, new Map())
const names = (filter: Partial<Filter>) => filtered(rows, { ...EVERYTHING, ...filter }, images).map(rowName)

test('a line for each name, as docker images has them', () => {
  expect(rows.map(({ repository, tag }) => [repository, tag])).toEqual([
    ['nginx', '1.27'],
    ['nginx', 'latest'],
    ['localhost:5000/team/app', '2'],
    ['alpine', ''],
    ['', ''],
  ])
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
})

test('a line that did not change is the same object', () => {
  const before = new Map(rows.map((row): [string, ImageRow] => [row.id, row]))
  expect(rowsOf(images, [user], undefined, before).every((row, at) => row === rows[at])).toBe(true)
  const sizes = { sizes: [{ id: hosted.id, shared: 60, unique: 40 }] }
  const after = rowsOf(images, [user], sizes, before)
  expect(after.map((row, at) => row === rows[at])).toEqual([true, true, false, true, true])
  expect(after[2]).toMatchObject({ shared: 60, unique: 40 })
})

test.each<[Partial<Filter>, string[]]>([
  [{}, ['nginx:1.27', 'nginx:latest', 'localhost:5000/team/app:2', 'alpine', 'dddddddddddd']],
  [{ text: 'NGINX 1.27' }, ['nginx:1.27']],
  [{ text: 'web' }, ['nginx:1.27', 'nginx:latest']],
  [{ text: 'team=edge' }, ['nginx:1.27', 'nginx:latest']],
  [{ use: 'used' }, ['nginx:1.27', 'nginx:latest']],
  [{ use: 'unused' }, ['localhost:5000/team/app:2', 'alpine', 'dddddddddddd']],
  [{ use: 'dangling' }, ['dddddddddddd']],
  [{ criteria: [{ key: 'label', value: 'team=edge' }] }, ['nginx:1.27', 'nginx:latest']],
  [{ criteria: [{ key: 'reference', value: 'ngin?' }] }, ['nginx:1.27', 'nginx:latest']],
  [{ criteria: [{ key: 'reference', value: '*:latest' }] }, ['nginx:latest']],
  [{ criteria: [{ key: 'reference', value: '*' }] }, ['nginx:1.27', 'nginx:latest', 'alpine']],
  [{ criteria: [{ key: 'reference', value: 'localhost:5000/*/app' }] }, ['localhost:5000/team/app:2']],
  [{ criteria: [{ key: 'reference', value: 'a(b' }] }, []],
  [{ criteria: [{ key: 'before', value: 'localhost:5000/team/app:2' }] }, ['nginx:1.27', 'nginx:latest']],
  [{ criteria: [{ key: 'since', value: hex('b').slice(0, 12) }] }, ['alpine', 'dddddddddddd']],
  [{ criteria: [{ key: 'since', value: 'nowhere' }] }, []],
  [{ criteria: [{ key: 'dangling', value: 'true' }] }, ['dddddddddddd']],
])('%j shows %j', (filter, expected) => expect(names(filter)).toEqual(expected))

test.each<[string, Image | undefined]>([
  ['nginx', nginx],
  ['docker.io/library/nginx:1.27', nginx],
  ['nginx:2', undefined],
  [nginx.id, nginx],
  [hex('c'), pulled],
  ['ddd', dangling],
  [`alpine@sha256:${hex('2')}`, pulled],
  ['alpine', undefined],
  ['NOT A NAME', undefined],
  ['', undefined],
])('%s is found', (wanted, expected) => expect(findImage(images, wanted)).toBe(expected))
