import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** A word that changes whenever one of the files in these folders or files does: its name, size or time. */
export async function stampOf(root: string, paths: readonly string[]): Promise<string> {
  const lines = (await Promise.all(paths.map((path) => linesOf(root, path)))).flat().sort()
  return createHash('sha256').update(lines.join('\n')).digest('hex')
}

/** Whether that word was kept in this file. */
export async function hasStamp(file: string, stamp: string): Promise<boolean> {
  return (await readFile(file, 'utf8').catch(() => '')) === stamp
}

export async function keepStamp(file: string, stamp: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, stamp)
}

async function linesOf(root: string, path: string): Promise<string[]> {
  const found = await stat(join(root, path)).catch(() => undefined)
  if (!found) return []
  if (!found.isDirectory()) return [`${path} ${found.size} ${found.mtimeMs}`]
  const names = await readdir(join(root, path))
  return (await Promise.all(names.map((name) => linesOf(root, `${path}/${name}`)))).flat()
}
