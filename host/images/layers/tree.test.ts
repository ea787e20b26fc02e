import { expect, test } from 'vitest'
import type { TarEntry } from '../../tar/index.ts'
import { Listing } from './listing.ts'
import { summaryOf } from './summary.ts'
import { ImageTree } from './tree.ts'

const entry = (path: string, size = 0, more: Partial<TarEntry> = {}): TarEntry => ({
  path,
  type: path.endsWith('/') ? 'folder' : 'file',
  size,
  mode: 0o755,
  uid: 0,
  gid: 0,
  mtime: 0,
  target: '',
  ...more,
})
const link = (path: string, target: string) => entry(path, 0, { type: 'link', target })

/** Every path after the last layer, with its bytes. */
function merged(tree: ImageTree, layer = tree.layers.length - 1): string[] {
  const listing = new Listing(tree, layer)
  const look = (path: string): string[] =>
    listing
      .children(path, { shown: 'there', by: 'name', offset: 0, limit: 1_000 })
      .entries.flatMap((one) =>
        one.type === 'folder' ? [`${one.path}/`, ...look(one.path)] : [`${one.path} ${one.bytes}`],
      )
  return look('/')
}

function changes(tree: ImageTree, layer: number): string[] {
  const listing = new Listing(tree, layer)
  const look = (path: string): string[] =>
    listing
      .children(path, { shown: 'changes', by: 'name', offset: 0, limit: 1_000 })
      .entries.flatMap((one) => [...(one.change ? [`${one.change} ${one.path}`] : []), ...look(one.path)])
  return look('/')
}

test('a file that is deleted is wasted; one that is replaced is, too', () => {
  const tree = new ImageTree([
    [entry('a/'), entry('a/gone', 100), entry('a/new', 10), entry('a/same', 1)],
    [entry('a/'), entry('a/.wh.gone'), entry('a/new', 20)],
  ])
  expect(merged(tree)).toEqual(['/a/', '/a/new 20', '/a/same 1'])
  expect(merged(tree, 0)).toEqual(['/a/', '/a/gone 100', '/a/new 10', '/a/same 1'])
  expect(changes(tree, 1)).toEqual(['deleted /a/gone', 'changed /a/new'])
  expect(summaryOf(tree)).toMatchObject({
    bytes: 131,
    wasted: 110,
    efficiency: 21 / 131,
    layers: [
      { bytes: 111, added: 3, changed: 0, deleted: 0, lost: 110 },
      { bytes: 20, added: 0, changed: 1, deleted: 1, lost: 0 },
    ],
    wastedFiles: [
      { path: '/a/gone', bytes: 100, losses: [{ bytes: 100, layer: 0, lostIn: 1, how: 'deleted' }] },
      { path: '/a/new', bytes: 10, losses: [{ how: 'replaced' }] },
    ],
    wastedPaths: 2,
  })
})

test('an opaque folder hides what was in it, not what its own layer brings, wherever the mark stands', () => {
  for (const later of [true, false]) {
    const mark = entry('d/.wh..wh..opq')
    const fresh = entry('d/new', 5)
    const tree = new ImageTree([
      [entry('d/'), entry('d/old', 7), entry('d/sub/'), entry('d/sub/x', 3), entry('e', 1)],
      [entry('d/'), ...(later ? [fresh, mark] : [mark, fresh])],
    ])
    expect(merged(tree)).toEqual(['/d/', '/d/new 5', '/e 1'])
    expect(changes(tree, 1)).toEqual(['deleted /d/sub', 'deleted /d/sub/x', 'added /d/new', 'deleted /d/old'])
    expect(summaryOf(tree)).toMatchObject({ wasted: 10, layers: [{}, { added: 1, deleted: 2 }] })
  }
})

test('what is deleted can come back, in the same layer or a later one', () => {
  const tree = new ImageTree([[entry('f', 1)], [entry('.wh.f'), entry('f', 2)], [entry('.wh.f')], [entry('f', 4)]])
  expect([0, 1, 2, 3].map((layer) => merged(tree, layer))).toEqual([['/f 1'], ['/f 2'], [], ['/f 4']])
  expect([1, 2, 3].map((layer) => changes(tree, layer))).toEqual([['changed /f'], ['deleted /f'], ['added /f']])
  expect(summaryOf(tree).wasted).toBe(3)
})

test('a content is wasted when its last name goes', () => {
  const layers = [[entry('a', 50), link('b', 'a'), link('./c', '/a')], [entry('.wh.a')], [entry('.wh.b')]]
  const tree = new ImageTree(layers)
  expect(merged(tree)).toEqual(['/c 50'])
  expect(new Listing(tree, 1).children('/', { shown: 'all', by: 'name', offset: 0, limit: 9 }).total).toBe(3)
  expect(summaryOf(tree)).toMatchObject({ bytes: 50, wasted: 0, efficiency: 1 })
  expect(summaryOf(new ImageTree([...layers, [entry('.wh.c')]]))).toMatchObject({ wasted: 50 })
})

test('a folder counts a content with several names once', () => {
  const tree = new ImageTree([[entry('d/a', 50), link('d/b', 'd/a'), link('d/c', 'd/a')]])
  const [folder] = new Listing(tree, 0).children('/', {
    shown: 'all',
    by: 'name',
    offset: 0,
    limit: 9,
  }).entries
  expect(folder).toMatchObject({ path: '/d', bytes: 50, files: 3 })
})

test('a file takes a folder’s place, and a folder a file’s', () => {
  const tree = new ImageTree([
    [entry('x/'), entry('x/in', 9), entry('y', 4)],
    [entry('x', 1), entry('y/'), entry('y/in', 2)],
  ])
  expect(merged(tree)).toEqual(['/y/', '/y/in 2', '/x 1'])
  expect(summaryOf(tree)).toMatchObject({ wasted: 13, layers: [{}, { added: 1, changed: 1, deleted: 2 }] })
})

test('folders that a tar leaves out are there; one that it repeats is no change, unless its mode is', () => {
  const tree = new ImageTree([[entry('a/b/c', 1)], [entry('a/'), entry('a/b/', 0, { mode: 0o700 })]])
  expect(merged(tree)).toEqual(['/a/', '/a/b/', '/a/b/c 1'])
  expect(changes(tree, 1)).toEqual(['changed /a/b'])
})

test('hostile names stay inside and are only names', () => {
  const tree = new ImageTree([
    [
      entry('../../etc/passwd', 1),
      entry('/abs/./olute//x', 2),
      entry('__proto__/constructor', 3),
      entry('<img src=x>\n', 4),
      entry('..', 5),
      entry('.wh..wh.plnk/1.2', 6),
      entry('.wh..wh.aufs', 7),
      entry(`${'p/'.repeat(3_000)}deep`, 8),
    ],
    [entry('.wh.nothing'), entry('no/where/.wh..wh..opq'), entry('.wh.')],
  ])
  expect(merged(tree)).toEqual([
    '/.wh..wh.plnk/',
    '/.wh..wh.plnk/1.2 6',
    '/__proto__/',
    '/__proto__/constructor 3',
    '/abs/',
    '/abs/olute/',
    '/abs/olute/x 2',
    '/etc/',
    '/etc/passwd 1',
    '/<img src=x>\n 4',
  ])
})

test('a part of a long folder, by name or by size, and what a search finds', () => {
  const files = Array.from({ length: 250 }, (_, index) => entry(`many/f${String(index).padStart(3, '0')}`, index))
  const listing = new Listing(new ImageTree([files]), 0)
  const page = listing.children('/many', { shown: 'all', by: 'name', offset: 100, limit: 2 })
  expect(page).toMatchObject({ total: 250, entries: [{ name: 'f100' }, { name: 'f101' }] })
  const big = listing.children('/many', { shown: 'all', by: 'size', offset: 0, limit: 1 })
  expect(big.entries).toMatchObject([{ name: 'f249', bytes: 249 }])
  const found = listing.search('F24', 'there', 3)
  expect(found).toMatchObject({ total: 10, entries: [{ path: '/many/f240' }, {}, {}] })
})
