import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readHostConfig } from './config.ts'

const home = mkdtempSync(join(tmpdir(), 'slipway-ssh-config-'))
afterAll(() => rmSync(home, { recursive: true }))
mkdirSync(join(home, '.ssh', 'config.d'), { recursive: true })
const file = join(home, '.ssh', 'config')
writeFileSync(
  file,
  `# first values count
Include config.d/*
Host box *.lan !bad.lan
  HostName=10.0.0.%h
  User "some one"
  Port 2222
  IdentityFile ~/.ssh/one
  IdentityFile ~/.ssh/two
  IdentitiesOnly yes
Match exec "true"
  User nobody
Host *
  User everyone
  Port 22
  StrictHostKeyChecking accept-new
Host far
  ProxyJump box
`,
)
writeFileSync(join(home, '.ssh', 'config.d', 'extra'), 'Host included\n  HostName inc.example\n')

test('the first value counts, files add up', () => {
  expect(readHostConfig(file, 'box', home)).toEqual({
    hostName: '10.0.0.box',
    user: 'some one',
    port: 2222,
    identityFiles: ['~/.ssh/one', '~/.ssh/two'],
    identitiesOnly: true,
    knownHostsFiles: [],
    strictHostKeyChecking: 'accept-new',
  })
})

test.each([
  ['a.lan', { user: 'some one' }],
  ['bad.lan', { user: 'everyone', port: 22 }],
  ['included', { hostName: 'inc.example', user: 'everyone' }],
  ['far', { detour: 'ProxyJump box' }],
])('%s gets what is meant for it', (host, expected) => expect(readHostConfig(file, host, home)).toMatchObject(expected))

test('no file says nothing', () => {
  expect(readHostConfig(join(home, 'none'), 'box', home)).toEqual({
    identityFiles: [],
    identitiesOnly: false,
    knownHostsFiles: [],
  })
})
