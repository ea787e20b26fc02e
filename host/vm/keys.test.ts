import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeKey } from './keys.ts'

test('OpenSSH reads the private key and finds the same public one in it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-keys-'))
  try {
    const key = makeKey()
    const file = join(folder, 'key')
    writeFileSync(file, key.openssh, { mode: 0o600 })
    expect(execFileSync('ssh-keygen', ['-y', '-f', file]).toString().trim()).toBe(key.publicLine)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('dropbear’s form holds the kind and 64 bytes, which end in the public key', () => {
  const key = makeKey()
  const publicPart = Buffer.from(key.publicLine.split(' ')[1] ?? '', 'base64').subarray(-32)
  expect(key.dropbear.subarray(0, 19).toString('latin1')).toBe('\0\0\0\x0bssh-ed25519\0\0\0\x40')
  expect(key.dropbear).toHaveLength(4 + 11 + 4 + 64)
  expect(key.dropbear.subarray(-32)).toEqual(publicPart)
})

test('no two keys are the same', () => {
  expect(makeKey().publicLine).not.toBe(makeKey().publicLine)
})
