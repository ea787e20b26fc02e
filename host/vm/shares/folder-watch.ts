import { type FSWatcher, watch } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join, sep } from 'node:path'

/** Folders that are watched under one root where the system has no watching of whole trees (Linux). */
const MOST_FOLDERS = 4096
/** Milliseconds in which changes are gathered: an editor makes several of one. */
const GATHER_MS = 20
/** Made by tools, huge, and watched by nobody. */
const SKIPPED = new Set(['node_modules', '.git', '.hg', '.svn', '__pycache__', '.venv'])

export type FolderWatchOptions = {
  root: string
  /** The one file in it that counts; all there is below it unless told. */
  only?: string
  /** Each folder that is watched, those that come later too. */
  folder(path: string): void
  /** Paths that were made, changed or removed; each once. */
  changed(paths: string[]): void
  /** It can no longer watch all: why, in a sentence. */
  limited(why: string): void
}

/** Tells of changes below a folder of this computer, without what is in `node_modules`, `.git` and their like. */
export class FolderWatch {
  readonly #options: FolderWatchOptions
  /** Whether the system watches all below a folder by itself. */
  readonly #wholeTrees: boolean
  readonly #folders = new Set<string>()
  readonly #watchers = new Map<string, FSWatcher>()
  readonly #gathered = new Set<string>()
  #timer: NodeJS.Timeout | undefined
  #closed = false
  #limited = false

  private constructor(options: FolderWatchOptions, wholeTrees: boolean) {
    this.#options = options
    this.#wholeTrees = wholeTrees
  }

  /** Resolves when it watches what is there now. */
  static async open(options: FolderWatchOptions, wholeTrees = process.platform !== 'linux'): Promise<FolderWatch> {
    const watching = new FolderWatch(options, wholeTrees)
    const { root, only } = options
    if (only !== undefined) {
      options.folder(root)
      watching.#watch(root)
    } else {
      if (wholeTrees) watching.#watch(root)
      await watching.#tree(root)
    }
    return watching
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#timer)
    for (const watcher of this.#watchers.values()) watcher.close()
    this.#watchers.clear()
  }

  async #tree(folder: string): Promise<void> {
    const waiting = [folder]
    for (let next = waiting.pop(); next !== undefined && !this.#closed; next = waiting.pop()) {
      if (this.#folders.has(next)) continue
      if (this.#folders.size >= MOST_FOLDERS) return this.#limit(`it has more than ${MOST_FOLDERS} folders`)
      if (!this.#wholeTrees && !this.#watch(next)) continue
      this.#folders.add(next)
      this.#options.folder(next)
      const entries = await readdir(next, { withFileTypes: true }).catch(() => [])
      for (const entry of entries) {
        if (entry.isDirectory() && !SKIPPED.has(entry.name)) waiting.push(join(next, entry.name))
      }
    }
  }

  #watch(folder: string): boolean {
    try {
      const recursive = this.#wholeTrees && this.#options.only === undefined
      const watcher = watch(folder, { recursive, persistent: false }, (event, name) => {
        const { only } = this.#options
        if (name === null) this.#note(folder)
        else if (only !== undefined) {
          if (name === only) this.#note(join(folder, name))
        } else if (!name.split(/[/\\]/).some((part) => SKIPPED.has(part))) {
          this.#note(join(folder, name))
          // It may be a folder that is new, with files in it already.
          if (event === 'rename') void this.#arrived(join(folder, name))
        }
      })
      watcher.on('error', () => this.#forget(folder))
      this.#watchers.set(folder, watcher)
      return true
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined
      // Of inotify’s watches each user has so many only.
      if (code === 'ENOSPC' || code === 'EMFILE') this.#limit('this computer allows no more folders to be watched')
      return false
    }
  }

  async #arrived(path: string): Promise<void> {
    const entries = await readdir(path, { withFileTypes: true }).catch(() => undefined)
    if (entries === undefined) return this.#forget(path)
    if (this.#folders.has(path)) return
    await this.#tree(path)
    for (const { name } of entries) this.#note(join(path, name))
  }

  /** A folder that is gone, with all that was in it. */
  #forget(folder: string): void {
    for (const path of this.#folders) {
      if (path !== folder && !path.startsWith(join(folder, sep))) continue
      this.#folders.delete(path)
      this.#watchers.get(path)?.close()
      this.#watchers.delete(path)
    }
  }

  #note(path: string): void {
    if (this.#closed) return
    this.#gathered.add(path)
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      const paths = [...this.#gathered]
      this.#gathered.clear()
      this.#options.changed(paths)
    }, GATHER_MS)
  }

  #limit(why: string): void {
    if (this.#limited) return
    this.#limited = true
    this.#options.limited(why)
  }
}
