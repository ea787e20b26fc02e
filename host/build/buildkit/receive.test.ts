import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Call } from './grpc.ts'
import { PACKET, packet } from './packet.ts'
import { receiveFiles } from './receive.ts'
import { Message } from './wire.ts'

let around: string
let folder: string
beforeEach(async () => {
  around = await mkdtemp(join(tmpdir(), 'slipway-receive-'))
  folder = join(around, 'in')
  await mkdir(folder)
  await mkdir(join(around, 'outside'))
  await writeFile(join(around, 'outside', 'kept'), 'kept')
})
afterEach(() => rm(around, { recursive: true, force: true }))

const FOLDER = 2 ** 31
const LINK = 2 ** 27
const stat = (path: string, mode: number, link = '') =>
  new Message().message(2, new Message().text(1, path).unsigned(2, mode).text(7, link)).finish()
const data = (id: number, text: string) => packet(PACKET.DATA, id, Buffer.from(text))

/** An engine that sends all of this, whatever is asked for. */
function engine(...packets: Uint8Array[]): Call {
  const messages = (async function* () {
    for (const one of packets) yield Buffer.from(one)
    return undefined
  })()
  return { said: () => [], messages, send: async () => {} }
}

test.each<[string, Uint8Array[], RegExp]>([
  ['a path that leads out', [stat('../outside/new', 0o644)], /no path that can be written/],
  ['an absolute path', [stat('/etc/new', 0o644)], /no path that can be written/],
  [
    'a path through a link',
    [stat('a', LINK + 0o777, '../outside'), stat('a/new', 0o644)],
    /no path that can be written/,
  ],
  ['a path through a folder that became a link', [stat('a', FOLDER + 0o755), stat('a', LINK, '../outside')], /EEXIST/],
  ['a path through nothing', [stat('a/b', 0o644)], /no path that can be written/],
  ['a path with a dot in it', [stat('a', FOLDER + 0o755), stat('a/./b', 0o644)], /no path that can be written/],
  ['an empty path', [stat('', 0o644)], /no path that can be written/],
  ['a hard link to what did not come', [stat('a', 0o644, '../outside/kept')], /link to what did not come/],
  ['a device', [stat('null', 2 ** 26 + 2 ** 21 + 0o666)], /can’t be written into a folder/],
  ['bytes that nobody asked for', [data(7, 'x')], /not asked for/],
  ['an end before the end', [stat('a', 0o644)], /ended the call/],
])('%s is refused, and nothing is outside', async (_, packets, why) => {
  await expect(receiveFiles(engine(...packets, new Uint8Array()), folder)).rejects.toThrow(why)
  expect((await readdir(around, { recursive: true })).filter((name) => !name.startsWith('in')).sort()).toEqual([
    'outside',
    'outside/kept',
  ])
})
