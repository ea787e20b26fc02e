import { chmod, mkdir, readdir, symlink, writeFile } from 'node:fs/promises'
import { dirname, join, matchesGlob } from 'node:path'
import { readDeb } from './deb.ts'
import type { LockedPackage } from './lock.ts'

export type TreeEntry = { kind: 'file'; mode: number; content: Buffer } | { kind: 'symlink'; target: string }

/** The image’s files by path, without a leading slash. */
export type Tree = Map<string, TreeEntry>

const COPYRIGHT = 'usr/share/doc/*/copyright'

/**
 * Takes from a package the files that the patterns name, and its copyright.
 * @throws Error when a pattern names nothing: then the package has changed and the recipe must follow
 */
export async function pickFiles(
  tree: Tree,
  locked: LockedPackage,
  deb: string,
  patterns: readonly string[],
): Promise<void> {
  const unused = new Set(patterns.filter((pattern) => !pattern.includes('ld-linux')))
  for (const entry of await readDeb(deb)) {
    const matched = [...patterns, COPYRIGHT].filter((pattern) => matchesGlob(entry.path, pattern))
    if (matched.length === 0 || entry.kind === 'folder') continue
    for (const pattern of matched) unused.delete(pattern)
    if (entry.kind === 'link') throw new Error(`${locked.name} has ${entry.path} as a hard link.`)
    if (entry.kind === 'symlink') tree.set(entry.path, { kind: 'symlink', target: entry.target })
    else tree.set(entry.path, { kind: 'file', mode: entry.mode & 0o777, content: Buffer.from(entry.content) })
  }
  if (unused.size > 0) throw new Error(`${locked.name} ${locked.version} has no ${[...unused].join(', ')}.`)
}

/** Puts a text file into the tree. */
export function putFile(tree: Tree, path: string, content: string | Buffer, mode = 0o644): void {
  tree.set(path, { kind: 'file', mode, content: Buffer.from(content) })
}

/** Puts every file below a folder of the repository into the tree. */
export async function putFolder(tree: Tree, folder: string, read: (path: string) => Promise<Buffer>): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    putFile(tree, path.slice(folder.length + 1), await read(path))
  }
}

/** Writes the tree into a folder, whose owner and times the file system’s maker then leaves out. */
export async function writeTree(tree: Tree, folder: string): Promise<void> {
  const folders = new Set(['.', ...[...tree.keys()].flatMap(parents)])
  for (const path of [...folders].sort()) {
    await mkdir(join(folder, path), { recursive: true })
    await chmod(join(folder, path), 0o755)
  }
  for (const [path, entry] of tree) {
    if (entry.kind === 'symlink') await symlink(entry.target, join(folder, path))
    else {
      await writeFile(join(folder, path), entry.content)
      // Not by writeFile's mode, which the caller's umask would change.
      await chmod(join(folder, path), entry.mode)
    }
  }
}

function parents(path: string): string[] {
  const parent = dirname(path)
  return parent === '.' ? [] : [...parents(parent), parent]
}
