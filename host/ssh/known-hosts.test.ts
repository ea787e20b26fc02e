import { createHmac, randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { fingerprint, judge, knownKinds, knownName, parseKnownHosts } from './known-hosts.ts'

const keyOf = (line: string): Buffer => Buffer.from(line.split(' ')[1] ?? '', 'base64')
const [one, two] = [ed25519(), ed25519()]
const salt = Buffer.alloc(20, 7)
const hashed = `|1|${salt.toString('base64')}|${createHmac('sha1', salt).update('[box]:2222').digest('base64')}`
const RSA =
  'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQDHl0vyNsuvUHvSZpDPJUdcs3ydUPpsdKMCWOy3VnfUGV1AVMUKGFFzlZ8m0gxd2JgmZeLlXGZKVR6yNYlTvNzTn0bM0YpAVDmqRlSBKRo2Q/1PRl1lX0YFpfqV8FZ8fQ=='

const known = parseKnownHosts(
  [
    '# a comment',
    `box,192.168.1.? ${one}`,
    `${hashed} ${one} me@here`,
    `*.lan,!bad.lan ${one}`,
    `other ${RSA}`,
    `@revoked box ${two}`,
    `@cert-authority * ${two}`,
    'broken ssh-ed25519 AAAA',
    '',
  ].join('\n'),
)

function ed25519(): string {
  const sized = (bytes: Buffer) => Buffer.concat([Buffer.from([0, 0, 0, bytes.length]), bytes])
  const blob = Buffer.concat([sized(Buffer.from('ssh-ed25519')), sized(randomBytes(32))])
  return `ssh-ed25519 ${blob.toString('base64')}`
}

test.each([
  ['box', one, 'known'],
  ['192.168.1.7', one, 'known'],
  ['192.168.1.77', one, 'unknown'],
  ['[box]:2222', one, 'known'],
  ['[box]:2222', two, 'changed'],
  ['[box]:2223', one, 'unknown'],
  ['box', two, 'revoked'],
  ['a.lan', two, 'changed'],
  ['bad.lan', one, 'unknown'],
  ['xlan', one, 'unknown'],
  ['other', one, 'unknown'],
  ['broken', one, 'unknown'],
])('%s with that key', (name, key, verdict) => expect(judge(known, name, keyOf(key))).toBe(verdict))

test('a host is asked for the kind of key by which it is known', () => {
  expect(knownKinds(known, 'other')).toEqual(['ssh-rsa'])
  expect(knownKinds(known, 'nobody')).toEqual([])
})

test('names and fingerprints are as OpenSSH writes them', () => {
  expect(knownName('Box', 22)).toBe('box')
  expect(knownName('::1', 2222)).toBe('[::1]:2222')
  expect(fingerprint(keyOf(one))).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/)
})
