import { lstat, readdir, readlink } from 'node:fs/promises'
import { join, posix } from 'node:path'
import { compile } from '../context/pattern.ts'
import { gone } from '../context/walk.ts'

/**
 * The paths that must be sent for paths to be found: themselves, and what the links on their way lead to, all within
 * the folder. Undefined when one of them is the folder itself: then everything is wanted.
 */
export async function followLinks(root: string, paths: readonly string[]): Promise<string[] | undefined> {
  const found = new Set<string>()
  for (const path of paths) await follow(root, path, found)
  return without(found)
}

/** Paths within others left out. */
export function without(paths: Iterable<string>): string[] | undefined {
  const kept: string[] = []
  for (const path of [...paths].sort()) {
    if (path === '.') return undefined
    const last = kept.at(-1)
    if (last === undefined || !path.startsWith(`${last}/`)) kept.push(path)
  }
  return kept
}

async function follow(root: string, path: string, found: Set<string>): Promise<void> {
  const parts = inside(path).split('/')
  let current = ''
  while (parts.length > 0) {
    const part = parts.shift() ?? ''
    current = current === '' ? part : `${current}/${part}`
    const targets = await targetsOf(root, current)
    if ((parts.length === 0 || targets) && found.has(current)) return
    if (!targets && parts.length > 0) continue
    found.add(current)
    for (const target of targets ?? []) await follow(root, posix.join(target, ...parts), found)
    return
  }
}

/** A path from the folder, which no `..` leads out of. */
const inside = (path: string): string => posix.join('/', path).replace(/^\/+|\/+$/g, '') || '.'

/** What links at a path lead to; the last name may be a pattern. Undefined where there is none. */
async function targetsOf(root: string, path: string): Promise<string[] | undefined> {
  const base = posix.basename(path)
  if (!/[*?[]/.test(base.replace(/\\./g, ''))) return await linkOf(root, path)
  const folder = posix.dirname(path)
  const pattern = compile(base)
  const names = (await readdir(join(root, folder)).catch(gone)) ?? []
  const targets: string[] = []
  for (const name of names) {
    if (pattern.matches(name)) targets.push(...((await linkOf(root, posix.join(folder, name))) ?? []))
  }
  return targets.length > 0 ? targets : undefined
}

async function linkOf(root: string, path: string): Promise<string[] | undefined> {
  const absolute = join(root, path)
  const stats = await lstat(absolute).catch(gone)
  if (!stats?.isSymbolicLink()) return undefined
  const target = await readlink(absolute).catch(gone)
  if (target === undefined) return undefined
  return [target.startsWith('/') ? target : posix.join('/', posix.dirname(path), target)]
}
