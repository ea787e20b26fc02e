import { execFile } from 'node:child_process'
import { chmod, link, mkdir, symlink, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const FILES = [
  'Dockerfile',
  'docker/Dockerfile',
  'docker/other.Dockerfile',
  'a/Dockerfile',
  'a/b/c.txt',
  'a/b/d.log',
  'a/e.log',
  'a/f.md',
  'b/b/g.txt',
  'b/h',
  'deep/1/2/3/4/f',
  'deep/1/f',
  'deep/f',
  'top.log',
  'ab.md',
  'name.txt',
  'néme.txt',
  'été.txt',
  '🐳.ü',
  'A',
  '.git/config',
  'a/.git/config',
  '.env',
  '[x]',
  'x]',
  'a+b/file',
  'a.b/file',
  'aXb/file',
  'a(b)',
  '{a,b}',
  'a|b',
  '$x',
  '^a',
  '*.log',
  '!bang',
  '#hash',
  'a\\b',
  'with space/in it',
  `${'long-'.repeat(24)}folder/${'long-'.repeat(30)}file`,
]

/** A context for builds: files of every sort of name, links of both kinds, modes, a pipe, an empty folder. */
export async function plantTree(folder: string): Promise<void> {
  for (const file of FILES) {
    const path = join(folder, file)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, file.endsWith('Dockerfile') ? 'FROM scratch\nCOPY . /\n' : `${file}\n`)
  }
  await mkdir(join(folder, 'empty'))
  await symlink('a/b', join(folder, 'link'))
  await symlink('/nowhere', join(folder, 'a/broken'))
  await link(join(folder, 'a/b/c.txt'), join(folder, 'b/hard'))
  await chmod(join(folder, 'b/h'), 0o4750)
  await chmod(join(folder, 'empty'), 0o1777)
  await promisify(execFile)('mkfifo', [join(folder, 'b/pipe')])
  await utimes(join(folder, 'name.txt'), 1e9, 1e9)
}
