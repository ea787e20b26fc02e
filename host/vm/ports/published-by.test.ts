import { expect, test } from 'vitest'
import { keyOf, wayOf } from './binding.ts'
import { publishedBy } from './published-by.ts'

type Ports = Record<string, { HostIp: string; HostPort: string }[] | null>

const container = (asked: Ports, published: Ports) => ({
  Id: 'abc',
  Name: '/web',
  State: { Running: true },
  HostConfig: { PortBindings: asked },
  NetworkSettings: { Ports: published },
})
const at = (HostIp: string, HostPort: string) => ({ HostIp, HostPort })
const keys = (asked: Ports, published: Ports) => publishedBy(container(asked, published)).map(keyOf).sort()

test.each([
  [
    '-p 8080:80',
    { '80/tcp': [at('', '8080')] },
    { '80/tcp': [at('0.0.0.0', '8080')] },
    ['tcp 0.0.0.0:8080', 'tcp [::]:8080'],
  ],
  [
    '-p 80',
    { '80/tcp': [at('', '')] },
    { '80/tcp': [at('0.0.0.0', '32768')] },
    ['tcp 0.0.0.0:32768', 'tcp [::]:32768'],
  ],
  [
    '-p 8000-8001:80',
    { '80/tcp': [at('', '8000-8001')] },
    { '80/tcp': [at('0.0.0.0', '8001')] },
    ['tcp 0.0.0.0:8001', 'tcp [::]:8001'],
  ],
  [
    '-p 0.0.0.0:8080:80',
    { '80/tcp': [at('0.0.0.0', '8080')] },
    { '80/tcp': [at('0.0.0.0', '8080')] },
    ['tcp 0.0.0.0:8080'],
  ],
  [
    '-p 127.0.0.1:53:53/udp',
    { '53/udp': [at('127.0.0.1', '53')] },
    { '53/udp': [at('127.0.0.1', '53')] },
    ['udp 127.0.0.1:53'],
  ],
  ['-p [::1]:8080:80', { '80/tcp': [at('::1', '8080')] }, {}, ['tcp [::1]:8080']],
  [
    'IPv6 published by the engine itself',
    { '80/tcp': [at('', '80')] },
    { '80/tcp': [at('0.0.0.0', '80'), at('::', '80')] },
    ['tcp 0.0.0.0:80', 'tcp [::]:80'],
  ],
  ['exposed only', {}, { '80/tcp': null }, []],
  ['sctp, which nothing here carries', { '9/sctp': [at('', '9')] }, { '9/sctp': [at('0.0.0.0', '9')] }, []],
])('%s', (_what, asked, published, expected) => expect(keys(asked, published)).toEqual(expected))

const binding = (protocol: 'tcp' | 'udp', address: string) => ({
  protocol,
  address,
  port: 8080,
  inside: 80,
  container: { id: 'abc', name: 'web' },
})

test.each([
  ['0.0.0.0', 'tcp', true, { by: 'machine' }],
  ['0.0.0.0', 'udp', true, { by: 'machine' }],
  ['127.0.0.1', 'udp', true, { by: 'machine', guestAddress: '127.0.0.1' }],
  ['127.0.0.2', 'tcp', true, { by: 'machine', guestAddress: '127.0.0.2' }],
  ['0.0.0.0', 'tcp', false, { by: 'ssh' }],
  ['0.0.0.0', 'udp', false, { by: 'none' }],
  ['192.168.1.5', 'tcp', true, { by: 'ssh' }],
  ['192.168.1.5', 'udp', true, { by: 'none' }],
  ['::1', 'tcp', true, { by: 'ssh' }],
  ['::1', 'udp', true, { by: 'none' }],
] as const)('%s over %s goes its way', (address, protocol, forwards, way) => {
  expect(wayOf(binding(protocol, address), [binding(protocol, address)], forwards)).toEqual(way)
})

test.each(['tcp', 'udp'] as const)('%s over IPv6 leads to what is published over IPv4', (protocol) => {
  const [over6, all] = [binding(protocol, '::'), binding(protocol, '0.0.0.0')]
  expect(wayOf(over6, [over6, all], true)).toEqual({ by: 'sibling', address: '127.0.0.1' })
})
