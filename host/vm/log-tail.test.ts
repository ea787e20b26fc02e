import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { tailLog } from './log-tail.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-tail-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('a log’s end is read, then what comes to it, whole letters only, and a log that is begun again', async () => {
  const path = join(folder, 'log')
  writeFileSync(path, 'one\ntwo\n')
  const stop = new AbortController()
  const tail = tailLog(path, { bytes: 4, follow: true, signal: stop.signal })
  expect((await tail.next()).value).toEqual({ anew: true, text: 'two\n' })
  const letter = Buffer.from('é')
  appendFileSync(path, letter.subarray(0, 1))
  expect((await tail.next()).value).toEqual({ anew: false, text: '' })
  appendFileSync(path, letter.subarray(1))
  expect((await tail.next()).value).toEqual({ anew: false, text: 'é' })
  writeFileSync(path, 'new')
  expect((await tail.next()).value).toEqual({ anew: true, text: 'new' })
  stop.abort()
  expect((await tail.next()).done).toBe(true)
})

test('a log that is not there yet is empty, and all of one is read when it is not followed', async () => {
  const path = join(folder, 'log')
  const tail = tailLog(path, { follow: true })
  expect((await tail.next()).value).toEqual({ anew: true, text: '' })
  writeFileSync(path, 'x'.repeat(200_000))
  expect((await tail.next()).value).toMatchObject({ anew: false })
  await tail.return(undefined)
  let length = 0
  for await (const { text } of tailLog(path, { follow: false })) length += text.length
  expect(length).toBe(200_000)
})
