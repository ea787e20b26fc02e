import { stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, resolve } from 'node:path'
import type { HostPlace } from '../../contract/index.ts'
import { codeOf } from './problem.ts'

/** The absolute path of what a person wrote: `~/` is the home folder, and what is not absolute starts there. */
export function absolute(path: string): string {
  const home = homedir()
  if (path === '~') return home
  return resolve(home, path.replace(/^~[/\\]/, ''))
}

/** What is at a path. */
export async function look(path: string): Promise<HostPlace> {
  const place = absolute(path)
  try {
    const found = await stat(place)
    return { path: place, state: found.isDirectory() ? 'folder' : found.isFile() ? 'file' : 'other' }
  } catch (error) {
    const code = codeOf(error)
    if (code === 'EACCES' || code === 'EPERM') return { path: place, state: 'forbidden' }
    return { path: place, state: 'missing' }
  }
}

/** The folder itself where it is one, else the nearest around it. */
export async function nearestFolder(path: string): Promise<string> {
  try {
    if ((await stat(path)).isDirectory()) return path
  } catch {
    // The next one out, then.
  }
  const around = dirname(path)
  return around === path ? path : await nearestFolder(around)
}
