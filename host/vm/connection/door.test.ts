import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Door } from './door.ts'

let folder: string
let engine: Server
let door: Door
let woken = 0
let wake: () => Promise<void>
const at = (name: string) => join(folder, name)

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-door-'))
  engine = createServer((socket) => socket.end('the engine'))
  await new Promise<void>((resolve) => engine.listen(at('engine'), resolve))
  woken = 0
  wake = async () => {}
  door = new Door({
    path: at('path'),
    own: at('own'),
    wake: async () => {
      woken++
      await wake()
    },
  })
})
afterEach(async () => {
  await door.close()
  engine.close()
  rmSync(folder, { recursive: true })
})

const dial = async (): Promise<Duplex> => connect(at('engine'))

async function ask(name: string): Promise<string> {
  const socket = connect(at(name))
  socket.write('GET / HTTP/1.0\r\n\r\n')
  let text = ''
  for await (const part of socket) text += String(part)
  return text
}

test('leads to the engine, and counts those who are no host of ours', async () => {
  await door.lead(dial)
  const one = connect(at('path'))
  const two = connect(at('own'))
  await expect.poll(() => door.connections).toBe(1)
  one.destroy()
  two.destroy()
  await expect.poll(() => door.connections).toBe(0)
  expect(await Promise.all([ask('path'), ask('own')])).toEqual(['the engine', 'the engine'])
  expect(woken).toBe(0)
})

test('who knocks while the engine is away wakes it, and waits; a host of ours is turned away', async () => {
  await door.lead(dial)
  await door.leave()
  await expect(ask('own')).rejects.toThrow('ENOENT')
  expect(woken).toBe(0)
  wake = async () => {
    await new Promise((resolve) => setTimeout(resolve, 30))
    await door.lead(dial)
  }
  expect(await Promise.all([ask('path'), ask('path')])).toEqual(['the engine', 'the engine'])
  expect(woken).toBe(2)
})

test('says that there is none when nothing wakes it, and is gone when it is closed', async () => {
  await door.lead(dial)
  await door.leave()
  expect(await ask('path')).toContain('503')
  await door.close()
  expect(existsSync(at('path'))).toBe(false)
})
