import type { FileEntry } from '../../../contract/index.ts'
import { pathText, type TarEntry, TarScanner } from '../../tar/index.ts'

const TYPES: Record<TarEntry['type'], FileEntry['type'] | undefined> = {
  file: 'file',
  link: 'file',
  symlink: 'link',
  folder: 'folder',
  device: 'device',
  pipe: 'pipe',
  other: undefined,
}

/** More entries than this are not kept: about 200 MB. */
const MOST = 500_000

/** A tree as an archive of it tells: every entry of every folder, without the contents. */
export class ArchiveListing {
  readonly #folders = new Map<string, Map<string, FileEntry>>([['', new Map()]])
  readonly #base: string
  #count = 0
  /** So many were left out. */
  left = 0

  /** @param base the last name of the path that is packed: all entries begin with it; empty for the root */
  constructor(base: string) {
    this.#base = base
  }

  /** What reads the archive. */
  scanner(): TarScanner {
    return new TarScanner((entry) => {
      this.#take(entry)
      return undefined
    }, pathText)
  }

  /** What is in a folder, which is told from the packed path on, without a slash before; undefined where it is none. */
  folder(path: string): FileEntry[] | undefined {
    const found = this.#folders.get(path)
    return found && [...found.values()].map((entry) => this.#withEnd(path, entry))
  }

  #take({ path, type, size, mode, uid, gid, mtime, target }: TarEntry): void {
    const kind = TYPES[type]
    const names = path.split('/').filter((name) => name !== '' && name !== '.')
    if (this.#base !== '' && names.shift() !== this.#base) return
    const name = names.pop()
    if (kind === undefined || name === undefined || names.includes('..') || name === '..') return
    if (this.#count >= MOST) {
      this.left++
      return
    }
    this.#count++
    const around = names.join('/')
    const linked = type === 'link' ? this.#linked(target) : undefined
    this.#inside(around).set(name, {
      name,
      type: kind,
      size: linked?.size ?? size,
      mode,
      uid,
      gid,
      modified: mtime,
      ...(type === 'symlink' && { target }),
    })
    if (kind === 'folder') this.#inside(around === '' ? name : `${around}/${name}`)
  }

  #inside(path: string): Map<string, FileEntry> {
    const known = this.#folders.get(path)
    if (known) return known
    const made = new Map<string, FileEntry>()
    this.#folders.set(path, made)
    return made
  }

  #linked(target: string): FileEntry | undefined {
    const names = target.split('/').filter((name) => name !== '' && name !== '.')
    if (this.#base !== '' && names.shift() !== this.#base) return undefined
    const name = names.pop() ?? ''
    return this.#folders.get(names.join('/'))?.get(name)
  }

  /** With what a link leads to, where that is in this listing. */
  #withEnd(folder: string, entry: FileEntry): FileEntry {
    if (entry.target === undefined || (entry.target.startsWith('/') && this.#base !== '')) return entry
    let [around, found]: [string, FileEntry | undefined] = [folder, entry]
    for (let steps = 0; found?.target !== undefined && steps < 40; steps++) {
      const target: string = found.target
      const names = target.startsWith('/') ? [] : around.split('/').filter((name) => name !== '')
      for (const name of target.split('/')) {
        if (name === '..') names.pop()
        else if (name !== '' && name !== '.') names.push(name)
      }
      const last = names.pop()
      around = names.join('/')
      if (last === undefined) return { ...entry, leads: 'folder' }
      found = this.#folders.get(around)?.get(last)
    }
    return found && found.type !== 'link' ? { ...entry, leads: found.type } : entry
  }
}
