import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { Uploads } from './uploads.ts'

const tokenOf = (path: string) => path.replace('/upload/', '')
const going = () => new AbortController().signal

test('a file is handed over once, before it is asked for or after', async () => {
  const uploads = new Uploads()
  const { path, arrived } = uploads.expect()
  const token = tokenOf(path)
  expect(token).toMatch(/^[\w-]{32}$/)
  const body = Readable.from(['a'])
  expect(uploads.take(token, body)).toBe(true)
  expect(await arrived(going())).toBe(body)
  expect(uploads.take(token, body)).toBe(false)
  expect(uploads.take('unknown', body)).toBe(false)
})

test('one that does not come is said', async () => {
  const uploads = new Uploads()
  const { path, arrived } = uploads.expect(5)
  await expect(arrived(going())).rejects.toMatchObject({ problem: { what: 'The file did not come.' } })
  expect(uploads.take(tokenOf(path), Readable.from(['a']))).toBe(false)
})

test('one that is not waited for any more is not taken', async () => {
  const uploads = new Uploads()
  const { path, arrived } = uploads.expect()
  const stop = new AbortController()
  const waiting = arrived(stop.signal)
  stop.abort(new Error('cancelled'))
  await expect(waiting).rejects.toThrow('cancelled')
  expect(uploads.take(tokenOf(path), Readable.from(['a']))).toBe(false)
})
