import { expect, test } from 'vitest'
import { type BodyReader, chunkedBody, plainBody } from './body.ts'
import { parseHead } from './bytes.ts'

function read(body: BodyReader, text: string, size: number): string {
  const bytes = Buffer.from(text)
  let out = ''
  for (let at = 0; at < bytes.length; at += size) out += body.push(Buffer.from(bytes.subarray(at, at + size)))
  return out
}

test.each([1, 2, 3, 5, 100])('chunks are put together, read by %i', (size) => {
  const body = chunkedBody()
  expect(read(body, '3\r\nabc\r\n1;ext=1\r\n\n\r\nA\r\n0123456789\r\n0\r\n\r\n', size)).toBe('abc\n0123456789')
  expect(body.complete()).toBe(true)
})

test('trailers are passed over, and nothing after the end is read', () => {
  const body = chunkedBody()
  expect(read(body, '1\r\na\r\n0\r\nX-Trailer: y\r\nZ: 1\r\n\r\nmore', 100)).toBe('a')
  expect(body.complete()).toBe(true)
})

test('an answer that breaks off is not complete', () => {
  const chunked = chunkedBody()
  read(chunked, '3\r\nabc\r\n', 100)
  expect(chunked.complete()).toBe(false)
  const plain = plainBody(5)
  expect(read(plain, 'abc', 1)).toBe('abc')
  expect(plain.complete()).toBe(false)
  expect(read(plain, 'defg', 4)).toBe('de')
  expect(plain.complete()).toBe(true)
})

test.each(['xyz\r\n', '-1\r\n', `${'1'.repeat(100)}\r\n`])('%j is no chunk', (text) => {
  expect(() => chunkedBody().push(Buffer.from(text))).toThrow(/no size/)
})

test('a head is read', () => {
  expect(parseHead('HTTP/1.1 404 Not Found\r\nContent-Length: 2').status).toBe(404)
  expect(parseHead('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked').reader.complete()).toBe(false)
  expect(parseHead('HTTP/1.0 200 OK').reader.complete()).toBe(true)
  expect(() => parseHead('SSH-2.0-OpenSSH')).toThrow(/not HTTP/)
})
