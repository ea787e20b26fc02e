import { execFileSync } from 'node:child_process'
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { complete } from './complete.ts'
import { list } from './list.ts'
import { absolute, look } from './place.ts'
import { readText } from './read-text.ts'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-files-'))
  await mkdir(join(folder, 'part 2'))
  await mkdir(join(folder, 'part 10'))
  await mkdir(join(folder, '.git'))
  await writeFile(join(folder, '.env'), 'A=ü\n')
  await writeFile(join(folder, 'app.tar'), Buffer.alloc(5_000))
  await symlink('part 2', join(folder, 'link'))
  await symlink('nowhere', join(folder, 'broken'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('a folder lists folders first, links as what they lead to, names by their numbers', async () => {
  const { path, prefix, parent, entries, left } = await list(folder)
  expect({ path, prefix, parent, left }).toEqual({ path: folder, prefix: `${folder}/`, parent: tmpdir(), left: 0 })
  expect(entries.map(({ name, kind }) => `${name} ${kind}`)).toEqual([
    '.git folder',
    'link folder',
    'part 2 folder',
    'part 10 folder',
    '.env file',
    'app.tar file',
    'broken other',
  ])
  expect(entries.find(({ name }) => name === 'app.tar')).toMatchObject({ size: 5_000, hidden: false })
  expect(entries.find(({ name }) => name === '.env')).toMatchObject({ hidden: true })
})

test('a folder of very many entries says how many it left out, and keeps its folders', async () => {
  const large = join(folder, 'part 10')
  await Promise.all(Array.from({ length: 5_005 }, (_, at) => writeFile(join(large, `f${at}`), '')))
  await mkdir(join(large, 'zz'))
  const { entries, left } = await list(large)
  expect({ length: entries.length, left, first: entries[0]?.name }).toEqual({ length: 5_000, left: 6, first: 'zz' })
})

test('what is missing or no folder is refused in a person’s words', async () => {
  await expect(list(join(folder, 'gone'))).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(list(join(folder, 'app.tar'))).rejects.toMatchObject({ code: 'INVALID' })
})

test('what is at a path', async () => {
  expect(await look(join(folder, 'link'))).toMatchObject({ state: 'folder' })
  expect(await look(join(folder, 'app.tar'))).toMatchObject({ state: 'file' })
  expect(await look(join(folder, 'part 2/a/b'))).toMatchObject({ state: 'missing' })
  expect(await look(join(folder, 'app.tar/x'))).toMatchObject({ state: 'missing' })
})

test('where there is no folder, the nearest around it is listed when that is asked for', async () => {
  expect(await list(join(folder, 'part 2/a/b'), true)).toMatchObject({ path: join(folder, 'part 2') })
  expect(await list(join(folder, 'app.tar'), true)).toMatchObject({ path: folder })
})

test('the home folder stands for itself, and is where words begin', () => {
  expect(absolute('')).toBe(homedir())
  expect(absolute('~')).toBe(homedir())
  expect(absolute('~/x/../y')).toBe(join(homedir(), 'y'))
  expect(absolute('x')).toBe(join(homedir(), 'x'))
})

test('a path is completed as by a shell', async () => {
  expect(await complete(`${folder}/pa`, 'folders')).toEqual([join(folder, 'part 10'), join(folder, 'part 2')])
  expect(await complete(`${folder}/`, 'folders')).toEqual(
    ['link', 'part 10', 'part 2', 'broken'].map((name) => join(folder, name)).sort(),
  )
  expect(await complete(`${folder}/APP`, 'all')).toEqual([join(folder, 'app.tar')])
  expect(await complete('web-data', 'folders')).toEqual([])
  expect(await complete(`${folder}/gone/`, 'all')).toEqual([])
})

test('a small text file is read; what is none is refused', async () => {
  expect(await readText(join(folder, '.env'))).toEqual({ path: join(folder, '.env'), text: 'A=ü\n' })
  await expect(readText(folder)).rejects.toMatchObject({
    code: 'INVALID',
    problem: { what: expect.stringMatching(/is a folder/) },
  })
  await writeFile(join(folder, 'large'), Buffer.alloc(1024 * 1024 + 1))
  await expect(readText(join(folder, 'large'))).rejects.toMatchObject({
    problem: { why: expect.stringMatching(/1 MiB/) },
  })
  await writeFile(join(folder, 'bytes'), Buffer.from([0xff, 0xfe, 0x00]))
  await expect(readText(join(folder, 'bytes'))).rejects.toMatchObject({
    problem: { why: expect.stringMatching(/UTF-8/) },
  })
  execFileSync('mkfifo', [join(folder, 'pipe')])
  await expect(readText(join(folder, 'pipe'))).rejects.toMatchObject({
    problem: { why: expect.stringMatching(/pipe/) },
  })
  await expect(readText('/dev/zero')).rejects.toMatchObject({ problem: { why: expect.stringMatching(/device/) } })
})

test.skipIf(process.getuid?.() === 0)('what may not be looked into is said as that', async () => {
  const locked = join(folder, 'locked')
  await mkdir(locked)
  await chmod(locked, 0)
  await expect(list(locked)).rejects.toMatchObject({ code: 'PERMISSION_DENIED' })
  expect(await look(join(locked, 'x'))).toMatchObject({ state: 'forbidden' })
})
