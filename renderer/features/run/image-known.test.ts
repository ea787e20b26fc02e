import { expect, test } from 'vitest'
import { container } from '../../lib/container-sample.ts'
import { hasImage, imageNames } from './image-known.ts'

const digest = `sha256:${'0f'.repeat(32)}`
const id = `sha256:${'ab12'.repeat(16)}`
const image = { id, tags: ['nginx:latest', 'me/app:2'], digests: [`me/app@${digest}`], created: 0, size: 0, labels: {} }

test.each([
  ['nginx', true],
  ['docker.io/library/nginx:latest', true],
  ['nginx:1', false],
  ['nginx:', false],
  ['me/app', false],
  ['me/app:2', true],
  [`me/app:2@${digest}`, true],
  ['ab12ab12', true],
  ['localhost:5000/nginx', false],
  ['', false],
])('%s', (name, known) => expect(hasImage(name, [image])).toBe(known))

test('names to choose from, each once', () => {
  const used = [container({ image: 'gone:1' }), container({ image: 'nginx:latest' }), container({ image: id })]
  expect(imageNames([image], used)).toEqual(['me/app:2', 'nginx:latest', 'gone:1'])
})

test('what was used lately comes first, and what is not on the engine last', () => {
  const here = { tags: ['alpine:3', 'nginx:latest', 'redis:7'] }
  const images = [{ ...image, ...here }]
  expect(imageNames(images, [], ['redis:7', 'gone:1', 'nginx'], ['shop:2', 'gone:1'])).toEqual([
    'redis:7',
    'nginx',
    'alpine:3',
    'gone:1',
    'shop:2',
  ])
})
