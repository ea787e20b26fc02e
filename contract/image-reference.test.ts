import { expect, test } from 'vitest'
import { InvalidReference, isImageId, parseReference } from './image-reference.ts'

const HEX = '0123456789abcdef'.repeat(4)

test.each([
  ['nginx', { name: 'docker.io/library/nginx' }],
  ['nginx:alpine', { name: 'docker.io/library/nginx', tag: 'alpine' }],
  ['user/app', { name: 'docker.io/user/app' }],
  ['index.docker.io/nginx', { name: 'docker.io/library/nginx' }],
  ['quay.io/coreos/etcd:v3.5.4', { name: 'quay.io/coreos/etcd', tag: 'v3.5.4' }],
  ['localhost/app', { name: 'localhost/app' }],
  ['127.0.0.1:5000/a/b:1', { name: '127.0.0.1:5000/a/b', tag: '1' }],
  [`app@sha256:${HEX}`, { name: 'docker.io/library/app', digest: `sha256:${HEX}` }],
  [`app:1@sha256:${HEX}`, { name: 'docker.io/library/app', tag: '1', digest: `sha256:${HEX}` }],
])('%s', (reference, parts) => expect(parseReference(reference)).toEqual(parts))

test.each(['', 'Nginx', 'a b', 'app@sha256:abc', 'x:', '-x', HEX, `sha256:${HEX}`])('%j is no name', (text) => {
  expect(() => parseReference(text)).toThrow(InvalidReference)
})

test('an id is told from a name', () => {
  expect([HEX, `sha256:${HEX}`, HEX.slice(1), 'nginx', `app@sha256:${HEX}`].map(isImageId)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ])
})
