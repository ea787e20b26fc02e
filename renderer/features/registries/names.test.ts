import { expect, test } from 'vitest'
import { hintFor, hostName, pushWarning, readName, tagError } from './names.ts'

test('a name is shown as Docker reads it', () => {
  expect(readName(' nginx ')).toMatchObject({ whole: 'docker.io/library/nginx:latest', host: 'docker.io' })
  expect(readName('localhost:5000/a:1')).toMatchObject({ whole: 'localhost:5000/a:1', host: 'localhost:5000' })
  expect(readName('')).toBeUndefined()
  expect(readName('No Name')).toMatchObject({ error: expect.stringContaining('capital letters') })
})

test('what can’t be a tag', () => {
  expect(tagError(readName('a/b:1'))).toBeUndefined()
  expect(tagError(readName(`a@sha256:${'0'.repeat(64)}`))).toContain('digest')
})

test('only Docker Hub’s own names can’t be pushed to', () => {
  expect(pushWarning(readName('app'))).toContain('ann/app')
  expect(pushWarning(readName('ann/app'))).toBeUndefined()
  expect(pushWarning(readName('localhost:5000/app'))).toBeUndefined()
})

test('registries by the names that people know', () => {
  expect(hostName('docker.io')).toBe('Docker Hub')
  expect(hostName('my.host:5000')).toBe('my.host:5000')
  expect(hintFor('123.dkr.ecr.eu-west-1.amazonaws.com')).toContain('AWS')
})
