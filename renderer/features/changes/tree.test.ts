import { expect, test } from 'vitest'
import { treeOf, visible } from './tree.ts'

const changes = [
  { path: '/var/log/a.log', kind: 'added' as const },
  { path: '/etc/group', kind: 'deleted' as const },
  { path: '/etc', kind: 'changed' as const },
  { path: '/new', kind: 'added' as const },
]
const drawn = (folded: string[] = []) =>
  visible(treeOf(changes), new Set(folded)).map(
    ({ branch, depth }) => `${'  '.repeat(depth - 1)}${branch.name}:${branch.kind ?? ''}`,
  )

test('paths become a tree, folders first', () => {
  expect(drawn()).toEqual(['etc:changed', '  group:deleted', 'var:', '  log:', '    a.log:added', 'new:added'])
})

test('what is folded hides what is in it', () => {
  expect(drawn(['/var', '/etc'])).toEqual(['etc:changed', 'var:', 'new:added'])
})

test('no changes, no tree', () => expect(treeOf([])).toEqual([]))
