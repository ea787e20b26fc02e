import { expect, test } from 'vitest'
import { normalise } from './reference.ts'

test.each([
  ['nginx', { name: 'docker.io/library/nginx' }],
  ['nginx:alpine', { name: 'docker.io/library/nginx', tag: 'alpine' }],
  ['user/app', { name: 'docker.io/user/app' }],
  ['index.docker.io/nginx', { name: 'docker.io/library/nginx' }],
  ['quay.io/coreos/etcd:v3.5.4', { name: 'quay.io/coreos/etcd', tag: 'v3.5.4' }],
  ['localhost/app', { name: 'localhost/app' }],
  ['127.0.0.1:5000/a/b:1', { name: '127.0.0.1:5000/a/b', tag: '1' }],
  ['app@sha256:abc', { name: 'docker.io/library/app', digest: 'sha256:abc' }],
])('%s', (reference, parts) => expect(normalise(reference)).toEqual(parts))
