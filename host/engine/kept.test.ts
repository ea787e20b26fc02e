import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { KeptConnections } from './kept.ts'

const opened: Server[] = []
const kept: KeptConnections[] = []
afterEach(() => {
  for (const one of kept.splice(0)) one.close()
  for (const one of opened.splice(0)) one.close()
})

/** A server that answers each request by `answer`, which gets its path, its number on that connection, and the connection. */
async function serving(answer: (path: string, number: number, socket: Socket) => void) {
  const made = { connections: 0 }
  const server = createServer((socket) => {
    made.connections += 1
    let asked = 0
    socket.on('error', () => {})
    socket.on('data', (data) => answer(/^GET (\S+)/.exec(String(data))?.[1] ?? '', ++asked, socket))
  })
  opened.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const all = new KeptConnections(async () => {
    const socket = connect(port, '127.0.0.1')
    await once(socket, 'connect')
    return socket
  })
  kept.push(all)
  return { all, made }
}

const whole = (text: string) => `HTTP/1.1 200 OK\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`

test('one connection serves one question after the other, whatever pieces the answers come in', async () => {
  const { all, made } = await serving((path, _number, socket) => {
    if (path === '/whole') {
      socket.write(whole('ä whole'))
      return
    }
    socket.setNoDelay(true)
    const bytes = Buffer.from('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n')
    const pieces = Array.from(bytes, (byte) => Buffer.from([byte]))
    const next = () => {
      const piece = pieces.shift()
      if (piece) socket.write(piece, () => setImmediate(next))
    }
    next()
  })
  expect(await all.get('/whole', 5_000)).toEqual({ status: 200, text: 'ä whole' })
  expect(await all.get('/pieces', 5_000)).toEqual({ status: 200, text: 'abcde' })
  expect(await all.get('/whole', 5_000)).toEqual({ status: 200, text: 'ä whole' })
  expect(made.connections).toBe(1)
})

test('what is asked at one time goes by as many connections, which are kept', async () => {
  const { all, made } = await serving((path, _number, socket) => socket.write(whole(path)))
  for (let round = 0; round < 3; round++) {
    const answers = await Promise.all(['/a', '/b', '/c'].map((path) => all.get(path, 5_000)))
    expect(answers.map(({ text }) => text)).toEqual(['/a', '/b', '/c'])
  }
  expect(made.connections).toBe(3)
})

test('an engine that hangs up between two questions is asked anew', async () => {
  const { all, made } = await serving((path, number, socket) => {
    if (number === 1) socket.write(whole(path))
    else socket.destroy()
  })
  expect((await all.get('/a', 5_000)).text).toBe('/a')
  expect((await all.get('/b', 5_000)).text).toBe('/b')
  expect(made.connections).toBe(2)
})

test('an answer that says so, or has no length, ends with its connection', async () => {
  const { all, made } = await serving((path, _number, socket) => {
    if (path === '/says') socket.write(`${whole('x').replace('OK', 'OK\r\nConnection: close')}`)
    else socket.end('HTTP/1.1 200 OK\r\n\r\nuntil the end')
  })
  expect((await all.get('/says', 5_000)).text).toBe('x')
  expect((await all.get('/none', 5_000)).text).toBe('until the end')
  expect(made.connections).toBe(2)
})

test('no answer is not waited for longer than it was said, nor after it is not wanted', async () => {
  const { all } = await serving(() => {})
  await expect(all.get('/', 50)).rejects.toMatchObject({ code: 'ETIMEDOUT' })
  const stop = new AbortController()
  const waiting = all.get('/', 60_000, stop.signal)
  stop.abort(new Error('not wanted'))
  await expect(waiting).rejects.toThrow('not wanted')
  for (const before of [0, 50]) {
    // While it is dialled, and while it is waited for.
    const closing = all.get('/', 60_000)
    await new Promise((resolve) => setTimeout(resolve, before))
    all.close()
    await expect(closing).rejects.toThrow('closed')
  }
})

test('what is no HTTP, and half an answer, are failures', async () => {
  const { all } = await serving((path, _number, socket) => {
    socket.end(path === '/noise' ? 'SSH-2.0\r\n\r\n' : 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab')
  })
  await expect(all.get('/noise', 5_000)).rejects.toMatchObject({ code: 'HPE_INVALID_CONSTANT' })
  await expect(all.get('/half', 5_000)).rejects.toMatchObject({ code: 'ECONNRESET' })
})
