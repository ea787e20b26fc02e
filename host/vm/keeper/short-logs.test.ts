import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeVmFolder, vmFolder } from '../folder.ts'
import { keepLogsShort } from './short-logs.ts'

test('a log that grew long is cut while it is written, and its last part kept', async () => {
  const state = mkdtempSync(join(tmpdir(), 'slipway-logs-'))
  try {
    const folder = vmFolder(state, 'default')
    makeVmFolder(folder)
    appendFileSync(folder.console, 'x'.repeat(1001))
    appendFileSync(folder.services, 'short')
    await keepLogsShort(folder, 1000)
    appendFileSync(folder.console, 'more')
    expect(readFileSync(folder.console, 'utf8')).toBe('more')
    expect(statSync(`${folder.console}.1`).size).toBe(1001)
    expect(readFileSync(folder.services, 'utf8')).toBe('short')
  } finally {
    rmSync(state, { recursive: true })
  }
})
