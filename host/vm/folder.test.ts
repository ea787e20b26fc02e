import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { SlipwayError } from '../errors.ts'
import { makeVmFolder, vmFolder, vmNames } from './folder.ts'

test('a name is a folder’s name and nothing else', () => {
  for (const name of ['', '.', '..', '../other', 'a/b', 'a\\b', 'Default', '-v', 'x'.repeat(25), 'a b', 'a\0']) {
    expect(() => vmFolder('/state', name), name).toThrow(SlipwayError)
  }
  expect(vmFolder('/state', 'default').data).toBe(join('/state', 'vm', 'default', 'data.qcow2'))
})

test('Windows has named pipes where others have sockets', () => {
  expect(vmFolder('C:\\state', 'two', 'win32').monitor).toBe('\\\\.\\pipe\\slipway-two-monitor')
})

test('it is its owner’s alone, and is found again', () => {
  const state = mkdtempSync(join(tmpdir(), 'slipway-vm-'))
  try {
    expect(vmNames(state)).toEqual([])
    for (const name of ['two', 'default']) makeVmFolder(vmFolder(state, name))
    expect(statSync(join(state, 'vm', 'two')).mode & 0o777).toBe(0o700)
    expect(vmNames(state)).toEqual(['default', 'two'])
  } finally {
    rmSync(state, { recursive: true })
  }
})
