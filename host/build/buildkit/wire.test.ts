import { lstatSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { wantedOf } from '../context/filter.ts'
import { followLinks } from './follow.ts'
import { dataHead, PACKET, readPacket, statPacket } from './packet.ts'
import { readStatus } from './status.ts'
import { Message, readFields } from './wire.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-wire-'))
  await mkdir(join(folder, 'a/b'), { recursive: true })
  await writeFile(join(folder, 'a/b/c.txt'), 'c')
  await writeFile(join(folder, 'a.txt'), 'a')
  await chmod(join(folder, 'a.txt'), 0o4750)
  await symlink('b/c.txt', join(folder, 'a/link'))
  await symlink('/a/b', join(folder, 'rooted'))
  await symlink('../../../../etc', join(folder, 'out'))
  await symlink('loop', join(folder, 'loop'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('a packet of a file’s piece reads back, whatever its length', () => {
  for (const length of [1, 127, 128, 16_383, 16_384, 262_144]) {
    const data = Buffer.alloc(length, 7)
    const packet = readPacket(Buffer.concat([dataHead(300, length), data]))
    expect(packet).toMatchObject({ type: PACKET.DATA, id: 300 })
    expect(packet.data.length).toBe(length)
  }
})

test('modes are told in the engine’s own numbering', () => {
  const modeOf = (path: string) => {
    let mode = 0
    const absolute = join(folder, path)
    readFields(statPacket({ path, stats: lstatSync(absolute) }), (field, reader) => {
      if (field !== 2) return false
      readFields(reader.bytes(), (inner, stat) => {
        if (inner !== 2) return false
        mode = stat.uint32()
        return true
      })
      return true
    })
    return mode
  }
  expect(modeOf('a.txt')).toBe(0o750 + 2 ** 23)
  expect(modeOf('a') >>> 31).toBe(1)
  expect(Math.floor(modeOf('a/link') / 2 ** 27)).toBe(1)
})

test.each([
  [['a/link'], ['a/b/c.txt', 'a/link']],
  [['rooted/c.txt'], ['a/b/c.txt', 'rooted']],
  [['out/passwd'], ['etc/passwd', 'out']],
  [['loop'], ['loop']],
  [['../../x'], ['x']],
  [['a/l*'], ['a/b/c.txt', 'a/l*']],
  [['a', 'a/b'], ['a']],
  [['.'], undefined],
])('%j needs %j', async (paths, needed) => expect(await followLinks(folder, paths)).toEqual(needed))

test.each([
  [{ include: ['a/b/c.txt'], exclude: [] }, ['a', 'a/b', 'a/b/c.txt']],
  [{ include: ['*.txt'], exclude: [] }, ['a.txt']],
  [{ include: ['a'], exclude: ['a/b'] }, ['a', 'a/link']],
  [{ include: [], exclude: ['*', '!a/b/c.txt'] }, ['a', 'a/b', 'a/b/c.txt']],
  [{ include: ['**/c.*'], exclude: [] }, ['a', 'a/b', 'a/b/c.txt']],
])('%j takes %j', async (wanted, taken) => {
  const paths: string[] = []
  for await (const { path } of wantedOf(folder, wanted)) paths.push(path)
  expect(paths).toEqual(taken)
})

test('a status of a newer BuildKit is read: warnings with their lines, and what is not known passed over', () => {
  const range = new Message().message(1, new Message().unsigned(1, 3).unsigned(2, 1))
  const warning = new Message()
    .text(1, 'sha256:v')
    .bytes(3, Buffer.from('ConsistentInstructionCasing'))
    .bytes(4, Buffer.from('Command “run” should be upper case'))
    .text(5, 'https://docs.docker.com/go/dockerfile/rule/consistent-instruction-casing/')
    .message(7, range)
  const vertex = new Message()
    .text(1, 'sha256:v')
    .text(3, '[1/2] RUN x')
    .message(5, new Message().int64(1, 12).unsigned(2, 5e8))
  const status = new Message().message(1, vertex).message(4, warning).message(99, new Message().text(1, 'new')).finish()
  expect(readStatus(status)).toMatchObject({
    vertexes: [{ digest: 'sha256:v', name: '[1/2] RUN x', started: 12_500 }],
    warnings: [{ short: 'ConsistentInstructionCasing', line: 3, detail: ['Command “run” should be upper case'] }],
  })
})
