import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Entry, paxOf, tarOf } from '../../../test/support/tar.ts'
import { localName } from './name.ts'
import { unpackLocal } from './unpack.ts'

let around: string
let folder: string
beforeEach(() => {
  around = mkdtempSync(join(tmpdir(), 'slipway-unpack-'))
  folder = join(around, 'here')
  mkdirSync(folder)
  writeFileSync(join(around, 'secret'), 'secret')
})
afterEach(() => rmSync(around, { recursive: true, force: true }))

const going = () => new AbortController().signal
async function* cut(bytes: Buffer, step: number) {
  for (let at = 0; at < bytes.length; at += step) yield Buffer.from(bytes.subarray(at, at + step))
}
const unpack = (entries: Entry[], step = 700) => unpackLocal(cut(tarOf(entries), step), folder, { signal: going() })

test('nothing is written outside, whatever the archive says', async () => {
  const { left } = await unpack([
    { name: '../escaped', content: 'x' },
    { name: '/absolute', content: 'x' },
    { name: 'a/../../escaped', content: 'x' },
    { name: 'leave', type: '2', target: '..' },
    { name: 'leave/escaped', content: 'x' },
    { name: 'root', type: '2', target: '/' },
    { name: 'hard', type: '1', target: '../secret' },
    { name: 'soft', type: '2', target: '../secret' },
    { name: 'hard-by-soft', type: '1', target: 'soft' },
    { name: 'soft', content: 'written through' },
    { name: 'device', type: '3' },
    { name: 'pax', type: 'x', content: paxOf({ path: '../../pax-escaped' }) },
    { name: 'short', content: 'x' },
    { name: 'ok', content: 'fine' },
  ])
  expect(readdirSync(around).sort()).toEqual(['here', 'secret'])
  expect(readFileSync(join(around, 'secret'), 'utf8')).toBe('secret')
  expect(readdirSync(folder).sort()).toEqual(['absolute', 'leave', 'ok', 'root', 'soft'])
  expect(lstatSync(join(folder, 'leave')).isDirectory()).toBe(true)
  expect(readlinkSync(join(folder, 'root'))).toBe('/')
  expect(left.map(({ path }) => path).sort()).toEqual(
    ['../../pax-escaped', '../escaped', 'a/../../escaped', 'device', 'hard', 'hard-by-soft', 'leave', 'soft'].sort(),
  )
})

test('a file whose size is larger than what comes is an error, not a half file that looks whole', async () => {
  const bytes = tarOf([{ name: 'huge', content: 'x'.repeat(2_000) }])
  const sized = Buffer.from(bytes)
  // More than 8 GiB, as GNU writes it; with the checksum that fits.
  sized.writeUInt32BE(0x80000000, 124)
  sized.writeUInt32BE(0x5, 128)
  sized.writeUInt32BE(0, 132)
  sized.write('        ', 148, 'latin1')
  const sum = sized.subarray(0, 512).reduce((total, byte) => total + byte, 0)
  sized.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  await expect(unpackLocal(cut(sized, 512), folder, { signal: going() })).rejects.toThrow('ends within an entry')
})

test('names of any bytes come, each under its own name', async () => {
  const { entries } = await unpack([
    { name: Buffer.from([0x61, 0xff]), content: '1' },
    { name: Buffer.from([0x61, 0xfe]), content: '2' },
    { name: 'ümlaut', content: '3' },
    { name: 'twice', content: 'first' },
    { name: 'twice', content: 'second' },
  ])
  expect(entries).toBe(5)
  expect(readdirSync(folder)).toHaveLength(4)
  expect(readFileSync(join(folder, 'twice'), 'utf8')).toBe('second')
})

test('a name that another system does not take is changed', () => {
  expect(localName('a:b\\c?', 'win32')).toBe('a_b_c_')
  expect(localName('nul.txt', 'win32')).toBe('_nul.txt')
  expect(localName('end. ', 'win32')).toBe('end__')
  expect(localName('a\udcff', 'darwin')).toBe('a\ufffd')
  expect(localName('a:b\\c?', 'linux')).toBe('a:b\\c?')
})
