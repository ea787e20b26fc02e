import { expect, test } from 'vitest'
import { baseName, shownEntries } from './shown.ts'

const entries = ['.git', 'web-app', 'app', 'README'].map((name) => ({
  name,
  kind: 'folder' as const,
  hidden: name.startsWith('.'),
}))
const names = (filter: string, hidden = false) => shownEntries(entries, filter, hidden).map(({ name }) => name)

test('what begins with the filter comes first, whatever its case', () => {
  expect(names('APP')).toEqual(['app', 'web-app'])
  expect(names('')).toEqual(['web-app', 'app', 'README'])
  expect(names('zzz')).toEqual([])
})

test('hidden ones are shown when asked for, be it by typing their dot', () => {
  expect(names('git')).toEqual([])
  expect(names('.g')).toEqual(['.git'])
  expect(names('', true)).toContain('.git')
})

test('the last part of a path', () => {
  expect(['/srv/app', '/srv/app/', 'C:\\data\\x.tar', '/', 'x'].map(baseName)).toEqual([
    'app',
    'app',
    'x.tar',
    '/',
    'x',
  ])
})
