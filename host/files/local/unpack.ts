import { constants } from 'node:fs'
import { chmod, copyFile, type FileHandle, link, lstat, mkdir, open, symlink, unlink, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf, fileProblem } from '../../host-files/index.ts'
import { inPieces } from '../../pieces.ts'
import { pathText, type TarEntry, TarScanner } from '../../tar/index.ts'
import { localName, localPath } from './name.ts'

/** What came, and what could not be written, with the reason. */
export type Unpacked = { entries: number; bytes: number; left: { path: string; why: string }[] }

const NO_FOLLOW = constants.O_NOFOLLOW ?? 0
/** Of a file’s mode: set-user-id and its like mean something else on this computer. */
const MODE = 0o777
/** A folder that its owner can’t look into could not be removed any more. */
const OWN_FOLDER = 0o700
const MOST_LEFT = 1_000

/**
 * Writes what is in a tar into an empty folder of this computer, and nowhere else: no link is there before all else is,
 * so none is ever followed; names that lead out are left out, as are devices and pipes.
 * @throws SlipwayError of the file system, what the tar throws, the signal’s reason
 */
export async function unpackLocal(
  tar: AsyncIterable<Uint8Array>,
  root: string,
  { signal, onBytes }: { signal: AbortSignal; onBytes?: (bytes: number) => void },
): Promise<Unpacked> {
  const unpacking = new Unpacking(root)
  try {
    for await (const piece of inPieces(tar)) {
      signal.throwIfAborted()
      await unpacking.take(piece)
      onBytes?.(unpacking.done.bytes)
    }
    await unpacking.end()
    return unpacking.done
  } finally {
    await unpacking.leave()
  }
}

type Step = () => Promise<void>

class Unpacking {
  readonly done: Unpacked = { entries: 0, bytes: 0, left: [] }
  readonly #root: string
  readonly #scanner: TarScanner
  /** What the bytes that came ask for, in order. */
  #steps: Step[] = []
  #file: FileHandle | undefined
  readonly #folders = new Map<string, { mode: number; mtime: number } | undefined>([['', undefined]])
  readonly #files = new Set<string>()
  readonly #links: { path: string; target: string }[] = []

  constructor(root: string) {
    this.#root = root
    this.#scanner = new TarScanner((entry) => this.#entry(entry), pathText)
  }

  async take(chunk: Buffer): Promise<void> {
    this.#scanner.push(chunk)
    const steps = this.#steps
    this.#steps = []
    for (const step of steps) await step()
  }

  async end(): Promise<void> {
    this.#scanner.end()
    for (const { path, target } of this.#links) {
      await this.#try(path, async () => {
        await this.#folder(around(path))
        await symlink(localPath(target), this.#at(path))
      })
    }
    for (const [path, meta] of [...this.#folders].reverse()) {
      if (!meta || this.#links.some((one) => one.path === path)) continue
      await this.#try(path, async () => {
        await utimes(this.#at(path), meta.mtime / 1000, meta.mtime / 1000)
        await chmod(this.#at(path), (meta.mode & MODE) | OWN_FOLDER)
      })
    }
  }

  async leave(): Promise<void> {
    await this.#file?.close()
    this.#file = undefined
  }

  #at(path: string): string | Buffer {
    return localPath(join(this.#root, path))
  }

  #entry(entry: TarEntry) {
    const path = cleaned(entry.path)
    if (path === undefined) this.#leave(entry.path, 'It leads out of the folder.')
    else if (entry.type === 'folder') {
      this.#steps.push(() =>
        this.#try(entry.path, async () => {
          await this.#folder(path)
          this.#folders.set(path, { mode: entry.mode, mtime: entry.mtime })
          this.done.entries++
        }),
      )
    } else if (path === '') this.#leave(entry.path, 'It has no name.')
    else if (entry.type === 'symlink') {
      this.#links.push({ path, target: entry.target })
      this.done.entries++
    } else if (entry.type === 'link')
      this.#steps.push(() => this.#try(entry.path, () => this.#link(path, entry.target)))
    else if (entry.type === 'file') return this.#content(path, entry)
    else this.#leave(entry.path, 'It is a device, a pipe or something else that is no file.')
    return undefined
  }

  #content(path: string, entry: TarEntry) {
    this.#steps.push(() => this.#try(entry.path, () => this.#open(path)))
    return {
      write: (part: Buffer) => {
        this.#steps.push(async () => {
          this.done.bytes += part.length
          await this.#write(part)
        })
      },
      end: () => {
        this.#steps.push(async () => {
          const file = this.#file
          this.#file = undefined
          if (!file) return
          try {
            await file.chmod(entry.mode & MODE)
            await file.utimes(entry.mtime / 1000, entry.mtime / 1000)
            this.#files.add(path)
            this.done.entries++
          } finally {
            await file.close()
          }
        })
      },
    }
  }

  async #open(path: string): Promise<void> {
    await this.#folder(around(path))
    const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | NO_FOLLOW
    try {
      this.#file = await open(this.#at(path), flags, 0o600)
    } catch (error) {
      // The archive has it twice: the later one counts.
      if (codeOf(error) !== 'EEXIST' || !this.#files.has(path)) throw error
      await unlink(this.#at(path))
      this.#file = await open(this.#at(path), flags, 0o600)
    }
  }

  async #write(part: Buffer): Promise<void> {
    try {
      for (let at = 0; this.#file && at < part.length; ) {
        at += (await this.#file.write(part, at, part.length - at)).bytesWritten
      }
    } catch (error) {
      throw fileProblem(error, this.#root)
    }
  }

  async #link(path: string, target: string): Promise<void> {
    const from = cleaned(target)
    // Only what came in this archive; anything else is somebody’s own file.
    if (from === undefined || !this.#files.has(from)) {
      this.#leave(path, 'It is another name of a file that is not there.')
      return
    }
    await this.#folder(around(path))
    await link(this.#at(from), this.#at(path)).catch(async (error) => {
      if (codeOf(error) === 'EEXIST') throw error
      await copyFile(this.#at(from), this.#at(path), constants.COPYFILE_EXCL)
    })
    this.#files.add(path)
    this.done.entries++
  }

  /** Makes a folder and those around it; each is looked at once, whether it is one of ours. */
  async #folder(path: string): Promise<void> {
    if (this.#folders.has(path)) return
    await this.#folder(around(path))
    await mkdir(this.#at(path), OWN_FOLDER)
    if (!(await lstat(this.#at(path))).isDirectory())
      throw Object.assign(new Error('is no folder'), { code: 'ENOTDIR' })
    this.#folders.set(path, undefined)
  }

  /** One that can’t be written is left out; a full disk ends it all. */
  async #try(path: string, work: Step): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (/^(?:ENOSPC|EDQUOT|EROFS|EIO|EMFILE)$/.test(codeOf(error) ?? '')) throw fileProblem(error, this.#root)
      this.#leave(path, error instanceof Error ? error.message : String(error))
    }
  }

  #leave(path: string, why: string): void {
    if (this.done.left.length < MOST_LEFT) this.done.left.push({ path, why })
  }
}

const around = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')))

/** A path from the folder, with names that this computer takes; undefined for one that leads out. */
function cleaned(path: string): string | undefined {
  const names = path.split('/').filter((name) => name !== '' && name !== '.')
  if (names.includes('..')) return undefined
  return names.map((name) => localName(name)).join('/')
}
