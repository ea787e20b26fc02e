import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createLog, RotatingFile, stateFolder } from './log.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-log-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('keeps the newest lines in so many files of so many bytes', () => {
  const file = new RotatingFile(join(folder, 'a.log'), 100, 3)
  for (let line = 0; line < 50; line++) file.write(`line ${String(line).padStart(2, '0')}\n`)
  file.close()
  expect(readdirSync(folder).sort()).toEqual(['a.log', 'a.log.1', 'a.log.2'])
  for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).size).toBeLessThanOrEqual(100)
  expect(readFileSync(join(folder, 'a.log'), 'utf8')).toMatch(/line 49\n$/)
})

test('goes on where the last run ended', () => {
  for (const line of ['one\n', 'two\n']) {
    const file = new RotatingFile(join(folder, 'a.log'), 100, 3)
    file.write(line)
    file.close()
  }
  expect(readFileSync(join(folder, 'a.log'), 'utf8')).toBe('one\ntwo\n')
})

test('the log can be read by its owner alone', () => {
  createLog(folder).info('hello')
  const path = join(folder, 'slipway.log')
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ msg: 'hello' })
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600)
})

test('the state folder is made for its owner alone', () => {
  const made = stateFolder({ SLIPWAY_STATE: join(folder, 'deep', 'state') })
  if (process.platform !== 'win32') expect(statSync(made).mode & 0o777).toBe(0o700)
})

test('says what to do when the state folder can’t be made', () => {
  expect(() => stateFolder({ SLIPWAY_STATE: '/dev/null/state' })).toThrow(/can’t be made/)
})
