import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { GuestAnswer, GuestCommand } from '../control.ts'
import { FileEvents } from './file-events.ts'
import { FolderWatch } from './folder-watch.ts'
import { Mounts, shareOf } from './mounts.ts'

let root: string
let said: string[]
const at = (...parts: string[]) => join(root, ...parts)
const guest = {
  ask: async (command: GuestCommand): Promise<GuestAnswer> => {
    if ('path' in command) said.push(`${command.do} ${relative(root, command.path) || '.'}`)
    return { re: 1, ok: true, at: 0 }
  },
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'slipway-watch-'))
  said = []
})
afterEach(() => rmSync(root, { recursive: true }))

async function heard(what: string): Promise<void> {
  await vi.waitFor(() => expect(said).toContain(what), { timeout: 5_000 })
}

test('a change is told once; the guest’s answer to it, which alters nothing, is no other', async () => {
  const events = new FileEvents(guest)
  writeFileSync(at('a'), 'one')
  await events.tell([at('a')])
  await events.tell([at('a')])
  appendFileSync(at('a'), ' two')
  await events.tell([at('a'), at('gone')])
  rmSync(at('a'))
  await events.tell([at('a')])
  expect(said).toEqual(['changed a', 'changed a', 'changed gone', 'changed a'])
})

test('of very many changes only the folders are told', async () => {
  const events = new FileEvents(guest)
  mkdirSync(at('many'))
  const paths = Array.from({ length: 300 }, (_, index) => at('many', String(index)))
  for (const path of paths) writeFileSync(path, '')
  await events.tell(paths)
  expect(said).toEqual(['changed many'])
})

test('watches what is there and what comes, and nothing that tools made', async () => {
  mkdirSync(at('src', 'deep'), { recursive: true })
  mkdirSync(at('node_modules', 'x'), { recursive: true })
  const mounts = new Mounts(guest, [{ tag: 'share0', path: root, readonly: false }], () => {})
  await mounts.set([{ name: 'web', binds: [root] }])
  expect(said.filter((word) => word.startsWith('pin')).sort()).toEqual(['pin .', 'pin src', 'pin src/deep'])
  writeFileSync(at('src', 'deep', 'file'), 'x')
  await heard('changed src/deep/file')
  mkdirSync(at('new', 'inner'), { recursive: true })
  await heard('pin new/inner')
  writeFileSync(at('new', 'inner', 'late'), 'x')
  await heard('changed new/inner/late')
  // As editors do it.
  writeFileSync(at('src', 'aside'), 'y')
  renameSync(at('src', 'aside'), at('src', 'deep', 'file'))
  await vi.waitFor(() => expect(said.filter((word) => word === 'changed src/deep/file').length).toBeGreaterThan(1))
  writeFileSync(at('node_modules', 'x', 'file'), 'x')
  writeFileSync(at('last'), 'x')
  await heard('changed last')
  expect(said.filter((word) => word.includes('node_modules'))).toEqual([])
  await mounts.close()
  said = []
  utimesSync(at('last'), 1, 1)
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(said).toEqual([])
})

test('a file that is mounted by itself is followed when it is replaced', async () => {
  writeFileSync(at('conf'), 'one')
  const mounts = new Mounts(guest, [{ tag: 'share0', path: root, readonly: false }], () => {})
  await mounts.set([{ name: 'web', binds: [at('conf')] }])
  writeFileSync(at('other'), 'x')
  writeFileSync(at('aside'), 'two')
  renameSync(at('aside'), at('conf'))
  await heard('changed conf')
  expect(said).not.toContain('changed other')
  await mounts.close()
})

test('where the system watches whole trees, folders are found all the same', async () => {
  mkdirSync(at('a', 'b'), { recursive: true })
  const folders: string[] = []
  const watch = await FolderWatch.open(
    { root, folder: (path) => folders.push(relative(root, path)), changed: () => {}, limited: () => {} },
    true,
  )
  expect(folders.sort()).toEqual(['', 'a', 'a/b'])
  watch.close()
})

test('says which folders are not shared, and which can’t tell of changes', async () => {
  const shares = [
    { tag: 'share0', path: join(root, 'home'), readonly: false },
    { tag: 'share1', path: join(root, 'data'), readonly: true },
  ]
  const mounts = new Mounts(guest, shares, () => {})
  const binds = ['/opt/else', join(root, 'data', 'x'), '/var/run/docker.sock', join(root, 'homely')]
  await mounts.set([{ name: 'web', binds }])
  expect(mounts.list().map(({ path, problem }) => [path, problem?.what])).toEqual([
    ['/opt/else', '/opt/else is not shared with the virtual machine.'],
    [join(root, 'data', 'x'), expect.stringContaining('not told of all that changes')],
    [join(root, 'homely'), expect.stringContaining('is not shared')],
  ])
  expect(shareOf(join(root, 'home'), shares)?.tag).toBe('share0')
  await mounts.close()
})
