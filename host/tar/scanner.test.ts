import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Entry, paxOf, tarOf } from '../../test/support/tar.ts'
import { BrokenTar, type TarEntry } from './header.ts'
import { TarScanner } from './scanner.ts'

function scan(bytes: Buffer, step = bytes.length): TarEntry[] {
  const entries: TarEntry[] = []
  const scanner = new TarScanner((entry) => {
    entries.push(entry)
    return undefined
  })
  for (let at = 0; at < bytes.length; at += step) scanner.push(bytes.subarray(at, at + step))
  scanner.end()
  return entries
}

const LONG = `${'deep/'.repeat(60)}${'n'.repeat(200)}`
const MIXED: Entry[] = [
  { name: './', type: '5', mode: 0o755 },
  { name: 'file', content: 'x'.repeat(1_300), mode: 0o4755 },
  { name: 'empty' },
  { name: 'pax', type: 'x', content: paxOf({ path: LONG, mtime: '1.5', linkpath: 'ignored' }) },
  { name: 'cut short', content: 'abc' },
  { name: '././@LongLink', type: 'L', content: `${LONG}-gnu\0` },
  { name: '././@LongLink', type: 'K', content: `${LONG}-target\0` },
  { name: 'cut', type: '2', target: 'cut' },
  { name: 'hard', type: '1', target: 'file', size: 1_300 },
  { name: 'global', type: 'g', content: paxOf({ comment: 'c' }) },
  { name: Buffer.from([0x61, 0xff, 0x62]), content: 'y' },
  { name: '../../etc/passwd', content: 'z' },
  { name: 'prefixed', content: 'p', raw: { 345: Buffer.from('in/a/folder') } },
  { name: 'old/', type: '\0' },
  { name: 'volume label', type: 'V' },
]

test('every kind of entry, however the bytes are cut', () => {
  const bytes = tarOf(MIXED)
  const whole = scan(bytes)
  expect(whole.map(({ path, type, size }) => `${type} ${path} ${size}`)).toEqual([
    'folder ./ 0',
    'file file 1300',
    'file empty 0',
    `file ${LONG} 3`,
    `symlink ${LONG}-gnu 0`,
    'link hard 0',
    'file a\\xffb 1',
    'file ../../etc/passwd 1',
    'file in/a/folder/prefixed 1',
    'folder old/ 0',
    'other volume label 0',
  ])
  expect(whole[1]?.mode).toBe(0o4755)
  expect(whole[4]?.target).toBe(`${LONG}-target`)
  expect(whole[5]?.target).toBe('file')
  for (const step of [1, 7, 511, 512, 513, 4_096]) expect(scan(bytes, step)).toEqual(whole)
})

test('contents go to who asked for them', () => {
  const got: string[] = []
  const scanner = new TarScanner(({ path }) =>
    path === 'wanted' ? { write: (part) => got.push(part.toString()), end: () => got.push('.') } : undefined,
  )
  const bytes = tarOf([
    { name: 'other', content: 'no' },
    { name: 'wanted', content: 'yes' },
  ])
  for (const byte of bytes) scanner.push(Buffer.from([byte]))
  scanner.end()
  expect(got.join('')).toBe('yes.')
})

test('a tar without its closing zeros is whole; one that is cut is not', () => {
  const bytes = tarOf([{ name: 'a', content: 'x'.repeat(600) }], false)
  expect(scan(bytes)).toHaveLength(1)
  for (const length of [1, 511, 600, 1_024, bytes.length - 1]) {
    expect(() => scan(bytes.subarray(0, length))).toThrow(BrokenTar)
  }
})

test.each<[string, Buffer]>([
  ['noise', Buffer.alloc(1_024, 'noise')],
  ['a wrong checksum', Buffer.from(tarOf([{ name: 'a' }])).fill('b', 0, 1)],
  ['an extended header without end', tarOf([{ name: 'x', type: 'x', size: 2 ** 30 }])],
  ['a record that is longer than its header', tarOf([{ name: 'x', type: 'x', content: '99 path=a\n' }, { name: 'a' }])],
  ['a record without a length', tarOf([{ name: 'x', type: 'x', content: 'path=a\n' }, { name: 'a' }])],
  ['a size that is none', tarOf([{ name: 'x', type: 'x', content: paxOf({ size: '1e400' }) }, { name: 'a' }])],
  ['a negative size', tarOf([{ name: 'x', type: 'x', content: paxOf({ size: '-512' }) }, { name: 'a' }])],
  ['a size beyond all numbers', tarOf([{ name: 'a', raw: { 124: Buffer.from('80ffffffffffffffffffffff', 'hex') } }])],
])('%s is refused', (_what, bytes) => {
  expect(() => scan(bytes)).toThrow(BrokenTar)
})

test.each(['gnu', 'posix', 'ustar', 'v7'])('what tar writes as %s, it reads as tar lists it', (format) => {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-tar-'))
  try {
    mkdirSync(join(folder, 'in/b'), { recursive: true })
    writeFileSync(join(folder, 'in/a.txt'), 'a'.repeat(700))
    writeFileSync(join(folder, `in/b/${'é'.repeat(40)}`), 'b')
    if (format === 'gnu' || format === 'posix') writeFileSync(join(folder, `in/b/${'long'.repeat(60)}`), '')
    symlinkSync('../a.txt', join(folder, 'in/b/link'))
    writeFileSync(join(folder, 'in/holes'), 'begin')
    truncateSync(join(folder, 'in/holes'), 30_000_000)
    const sparse = format === 'gnu' || format === 'posix' ? ['--sparse'] : []
    const archive = join(folder, 'out.tar')
    const tar = (...args: string[]) => {
      const { status, stdout, stderr } = spawnSync('tar', args, { maxBuffer: 1 << 28, cwd: join(folder, 'in') })
      if (status !== 0) throw new Error(stderr.toString())
      return stdout
    }
    tar('--format', format, ...sparse, '-cf', archive, '.')
    const listed = tar('--quoting-style=literal', '--numeric-owner', '-tvf', archive).toString().trim().split('\n')
    const ours = scan(readFileSync(archive))
    expect(ours).toHaveLength(listed.length)
    for (const [index, line] of listed.entries()) {
      const [, size, path] = /^\S+ \S+ +(\d+) \S+ \S+ (.*?)(?: -> .*)?$/.exec(line) ?? []
      expect(ours[index]).toMatchObject({ path, size: Number(size) })
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
})
