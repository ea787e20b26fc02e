import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { SlipwayError } from '../errors.ts'
import { PublishedSocket } from './published-socket.ts'

let folder: string
let engine: Server
let published: PublishedSocket | undefined
const path = () => join(folder, 'docker.sock')
const behind = () => join(folder, 'engine.sock')

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-publish-'))
  // Answers with the number of bytes it got, once the client has ended.
  engine = createServer({ allowHalfOpen: true }, (socket) => {
    let bytes = 0
    socket.on('data', (part) => {
      bytes += part.length
    })
    socket.on('end', () => socket.end(`${bytes} bytes`))
    socket.on('error', () => socket.destroy())
  })
  engine.listen(behind())
  await once(engine, 'listening')
})
afterEach(async () => {
  await published?.close()
  published = undefined
  engine.close()
  rmSync(folder, { recursive: true })
})

const dial = async (): Promise<Duplex> => {
  const socket = connect({ path: behind(), allowHalfOpen: true })
  await once(socket, 'connect')
  return socket
}

async function ask(bytes: number): Promise<string> {
  const socket = connect({ path: path(), allowHalfOpen: true })
  socket.end(Buffer.alloc(bytes))
  let answer = ''
  for await (const part of socket) answer += String(part)
  return answer
}

test('carries bytes both ways, and the end of one way alone', async () => {
  published = await PublishedSocket.open({ path: path(), dial })
  expect(await Promise.all([ask(0), ask(5_000_000), ask(3)])).toEqual(['0 bytes', '5000000 bytes', '3 bytes'])
})

test('is its owner’s alone from its first moment, and gone when it is closed', async () => {
  published = await PublishedSocket.open({ path: path(), dial })
  expect(statSync(path()).mode & 0o777).toBe(0o600)
  await published.close()
  published = undefined
  expect(existsSync(path())).toBe(false)
})

test('counts its clients, and ends theirs when they leave', async () => {
  published = await PublishedSocket.open({ path: path(), dial })
  const left = once(engine, 'connection').then(async ([socket]: Socket[]) => socket && (await once(socket, 'close')))
  const client = connect(path())
  await once(client, 'connect')
  while (published.connections === 0) await published.change.after(published.change.version)
  client.destroy()
  await left
  while (published.connections > 0) await published.change.after(published.change.version)
})

test('waits for an engine that is being woken', async () => {
  let woken = 0
  const wake = async (): Promise<Duplex> => {
    await new Promise((resolve) => setTimeout(resolve, 50))
    woken++
    return await dial()
  }
  published = await PublishedSocket.open({ path: path(), dial: wake })
  expect(await ask(1000)).toBe('1000 bytes')
  expect(woken).toBe(1)
})

test('says why there is no engine as an engine would', async () => {
  const problem = { what: 'The engine sleeps.', why: 'It is late.', next: 'Wait.' }
  published = await PublishedSocket.open({
    path: path(),
    dial: async () => {
      throw new SlipwayError('ENGINE_UNREACHABLE', problem)
    },
  })
  const [answer] = await once(request({ socketPath: path(), path: '/_ping' }).end(), 'response')
  expect(answer.statusCode).toBe(503)
  let text = ''
  for await (const part of answer) text += String(part)
  expect(JSON.parse(text)).toEqual({ message: 'The engine sleeps. It is late. Wait.' })
})

test('replaces a socket that a killed process left', async () => {
  const code = `require('net').createServer().listen(${JSON.stringify(path())}, () => process.kill(process.pid, 'SIGKILL'))`
  await once(spawn(process.execPath, ['-e', code]), 'exit')
  expect(existsSync(path())).toBe(true)
  published = await PublishedSocket.open({ path: path(), dial })
  expect(await ask(7)).toBe('7 bytes')
})

test('leaves the socket of somebody who listens, and a file that is none', async () => {
  published = await PublishedSocket.open({ path: path(), dial })
  await expect(PublishedSocket.open({ path: path(), dial })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  expect(await ask(7)).toBe('7 bytes')
  const file = join(folder, 'notes')
  writeFileSync(file, 'mine')
  await expect(PublishedSocket.open({ path: file, dial })).rejects.toThrow()
  expect(readFileSync(file, 'utf8')).toBe('mine')
})
