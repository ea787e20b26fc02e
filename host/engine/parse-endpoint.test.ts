import { expect, test } from 'vitest'
import { SlipwayError } from '../errors.ts'
import { addressOf } from './endpoint.ts'
import { parseEndpoint } from './parse-endpoint.ts'

test.each([
  ['unix:///var/run/docker.sock', { kind: 'unix', path: '/var/run/docker.sock' }],
  ['/run/user/1000/docker.sock', { kind: 'unix', path: '/run/user/1000/docker.sock' }],
  ['npipe:////./pipe/docker_engine', { kind: 'npipe', path: '\\\\.\\pipe\\docker_engine' }],
  ['tcp://192.168.1.5:2375', { kind: 'tcp', host: '192.168.1.5', port: 2375 }],
  ['tcp://box', { kind: 'tcp', host: 'box', port: 2375 }],
  ['tcp://[::1]:4000', { kind: 'tcp', host: '::1', port: 4000 }],
  ['http://box:80', { kind: 'tcp', host: 'box', port: 80 }],
  ['https://box', { kind: 'tcp', host: 'box', port: 2376, tls: { verify: true } }],
  ['ssh://box', { kind: 'ssh', host: 'box' }],
  [
    'ssh://me@box:2222/run/user/1000/docker.sock',
    { kind: 'ssh', user: 'me', host: 'box', port: 2222, path: '/run/user/1000/docker.sock' },
  ],
  ['ssh://me@[::1]:22/', { kind: 'ssh', user: 'me', host: '::1', port: 22 }],
])('reads %s', (address, endpoint) => expect(parseEndpoint(address)).toEqual(endpoint))

test('TLS has its own default port', () => {
  expect(parseEndpoint('tcp://box', { verify: true })).toMatchObject({ port: 2376 })
})

test.each([
  ['docker.sock', 'INVALID'],
  ['unix://relative/path', 'INVALID'],
  ['tcp://', 'INVALID'],
  ['tcp://box:99999', 'INVALID'],
  ['tcp://box:2375/path', 'INVALID'],
  ['npipe://pipe', 'INVALID'],
  ['gopher://box', 'INVALID'],
  ['ssh://', 'INVALID'],
  ['ssh://-oProxyCommand=x', 'INVALID'],
  ['ssh://me:secret@box', 'INVALID'],
])('refuses %s and says what to write', (address, code) => {
  let thrown: unknown
  try {
    parseEndpoint(address)
  } catch (error) {
    thrown = error
  }
  expect(thrown).toBeInstanceOf(SlipwayError)
  if (thrown instanceof SlipwayError) {
    expect(thrown.code).toBe(code)
    expect(thrown.problem.next).not.toBe('')
  }
})

test.each([
  'unix:///a/b.sock',
  'npipe:////./pipe/docker_engine',
  'tcp://box:2375',
  'tcp://[::1]:4000',
  'ssh://me@box:2222/a.sock',
])('writes %s back', (address) => expect(addressOf(parseEndpoint(address))).toBe(address))
