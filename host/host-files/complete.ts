import { readdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, dirname, isAbsolute, join } from 'node:path'
import { absolute } from './place.ts'

/** More than this is no help; the next letter narrows it. */
const MOST = 60

/** Paths that go on from what was typed, as a shell’s Tab has them; none where there is nothing to look into. */
export async function complete(path: string, only: 'folders' | 'all'): Promise<string[]> {
  const home = /^~[/\\]/.test(path)
  if (!home && !isAbsolute(path)) return []
  const inside = /[/\\]$/.test(path)
  const full = absolute(path)
  const folder = inside ? full : dirname(full)
  const begun = inside ? '' : basename(full)
  try {
    const found = await readdir(folder, { withFileTypes: true })
    return (
      found
        .filter(({ name }) => name.toLowerCase().startsWith(begun.toLowerCase()))
        .filter(({ name }) => !name.startsWith('.') || begun.startsWith('.'))
        // A link may lead to a folder: it is offered, too.
        .filter((entry) => only === 'all' || entry.isDirectory() || entry.isSymbolicLink())
        .map(({ name }) => join(folder, name))
        .map((one) => (home ? `~${one.slice(homedir().length)}` : one))
        .sort()
        .slice(0, MOST)
    )
  } catch {
    return []
  }
}
