import { expect, test } from 'vitest'
import { editsFor } from './asked.ts'
import { imageNameError } from './image-name-error.ts'
import { parseCores, parseSize } from './limit-words.ts'
import { nameError } from './name-error.ts'

test.each([
  ['web', undefined],
  ['', /needs a name/],
  ['-web', /begins with/],
  ['we b', /Only letters/],
  ['w', /two characters/],
  ['db', /Another container/],
])('name %j', (name, error) => {
  if (error) expect(nameError(name, ['db'])).toMatch(error)
  else expect(nameError(name, ['db'])).toBeUndefined()
})

test.each([
  ['my-app:1.0', undefined],
  ['127.0.0.1:5000/a/b', undefined],
  ['My-App', /capital letters/],
  ['my app', /not an image/],
  [`app@sha256:${'0'.repeat(64)}`, /digest/],
])('image %j', (name, error) => {
  if (error) expect(imageNameError(name)).toMatch(error)
  else expect(imageNameError(name)).toBeUndefined()
})

test.each([
  ['512m', 536_870_912],
  ['1.5g', 1_610_612_736],
  ['1 GiB', 1_073_741_824],
  ['0', 0],
  ['1024', 1024],
  ['lots', undefined],
  ['-1', undefined],
])('size %j', (text, bytes) => expect(parseSize(text)).toBe(bytes))

test.each([
  ['1.5', 1.5],
  ['0', 0],
  ['two', undefined],
  ['-1', undefined],
])('cores %j', (text, cores) => expect(parseCores(text)).toBe(cores))

test('only what lives can be stopped or signalled', () => {
  expect(editsFor({ name: 'web', state: 'exited' }).map(({ edit }) => edit)).toEqual([
    'rename',
    'limits',
    'commit',
    'export',
  ])
  expect(editsFor({ name: 'web', state: 'running' })).toHaveLength(6)
})
