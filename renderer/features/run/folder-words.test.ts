import { expect, test } from 'vitest'
import { bindSource, folderWords } from './folder-words.ts'

test('a folder that is not there is made for -v, and refused for --mount and by Podman', () => {
  const missing = { path: '/srv/app', state: 'missing' as const }
  expect(folderWords(missing, 'volume', false)).toMatchObject({ bad: false, text: expect.stringMatching(/creates/) })
  expect(folderWords(missing, 'mount', false)).toMatchObject({ bad: true, text: expect.stringMatching(/refuses/) })
  expect(folderWords(missing, 'volume', true)).toMatchObject({ bad: true, text: expect.stringMatching(/Podman/) })
  expect(folderWords({ path: '/srv', state: 'folder' }, 'volume', false)).toBeUndefined()
})

test('what a value of --mount binds', () => {
  expect(bindSource('type=bind,source=/srv/a b,target=/data')).toBe('/srv/a b')
  expect(bindSource('src=/srv,type=bind,dst=/data,readonly')).toBe('/srv')
  expect(bindSource('type=volume,source=web,target=/data')).toBeUndefined()
  expect(bindSource('')).toBeUndefined()
})
