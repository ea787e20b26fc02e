import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Where a program is, looking also where only root's PATH leads; undefined when it isn't installed. */
export function findExecutable(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin', '/usr/bin', '/bin']
  for (const folder of folders) {
    if (folder === '') continue
    const path = join(folder, name)
    try {
      accessSync(path, constants.X_OK)
      return path
    } catch {
      // Not in this folder.
    }
  }
  return undefined
}

/** @throws Error that names the Debian package when the program isn't installed */
export function needExecutable(name: string, debianPackage: string): string {
  const path = findExecutable(name)
  if (path === undefined) {
    throw new Error(
      `${name} isn’t installed. Install it (on Debian: apt-get install ${debianPackage}), then try again.`,
    )
  }
  return path
}
