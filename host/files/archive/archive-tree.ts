import type { Readable } from 'node:stream'
import { type Header, pack } from 'tar-stream'
import type { FileEntry, FileMeasure } from '../../../contract/index.ts'
import type { EngineClient } from '../../engine/index.ts'
import { SlipwayError } from '../../errors.ts'
import { encodePath, pathText, type TarEntry, TarScanner } from '../../tar/index.ts'
import { problemOf } from '../problem.ts'
import { cut, type FileTree, inside, type Stamped } from '../tree.ts'
import { ArchiveListing } from './listing.ts'

/** A listing is as good as new for so long: a container that does not run does not change by itself. Milliseconds. */
const FRESH_MS = 30_000
const MOST_LINKS = 40

const STOPPED =
  'The container does not run: the engine brings files in and out of it then, but does not rename or delete them.'
const SEALED =
  'The container can’t be looked into from inside: the engine brings files in and out of it, but does not rename or delete them.'

type Kept = { path: string; listing: ArchiveListing; read: number }
/** What was listed of which container; all of it in one archive at a time. */
const kept = new Map<string, Kept>()
const MOST_KEPT = 4

/** A container’s files by the engine’s archives: that works in one that does not run, and needs nothing in it. */
export class ArchiveTree implements FileTree {
  readonly fixed: string
  readonly #client: EngineClient
  readonly #container: string
  readonly #key: string

  readonly #fresh: number
  readonly #owners: boolean

  /**
   * @param state what changes when the container was started since
   * @param owners whether the engine’s archives say whose files they are
   */
  constructor(
    client: EngineClient,
    container: string,
    { state, runs, owners }: { state: string; runs: boolean; owners: boolean },
  ) {
    this.fixed = runs ? SEALED : STOPPED
    this.#owners = owners
    this.#fresh = runs ? 0 : FRESH_MS
    this.#client = client
    this.#container = container
    this.#key = `${container} ${state}`
  }

  async list(path: string, signal?: AbortSignal): Promise<FileEntry[]> {
    const clean = await this.#folderAt(path, signal)
    const known = kept.get(this.#key)
    if (known && Date.now() - known.read < this.#fresh) {
      const found = within(known, clean)
      if (found) return sorted(found)
    }
    const listing = new ArchiveListing(cut(clean).name)
    const scanner = listing.scanner()
    const body = await this.#get(clean, signal)
    for await (const chunk of body) scanner.push(chunk)
    scanner.end()
    kept.delete(this.#key)
    kept.set(this.#key, { path: clean, listing, read: Date.now() })
    for (const key of [...kept.keys()].slice(0, Math.max(0, kept.size - MOST_KEPT))) kept.delete(key)
    return sorted(listing.folder('') ?? [])
  }

  async read(path: string, most: number, signal?: AbortSignal): Promise<{ entry: Stamped; bytes: Buffer; at: string }> {
    let at = path
    for (let steps = 0; steps < MOST_LINKS; steps++) {
      const found = await this.#first(at, most, signal)
      const { entry } = found
      if (entry.type !== 'symlink')
        return { entry: { ...viewOf(entry), stamp: stampOf(entry) }, bytes: found.bytes, at }
      at = entry.target.startsWith('/') ? entry.target : inside(cut(at).folder, entry.target)
    }
    throw problemOf('ELOOP', path)
  }

  async write(path: string, bytes: Buffer, expected: string, signal?: AbortSignal): Promise<string> {
    const before = await this.#first(path, 0, signal).catch((error) => {
      if (error instanceof SlipwayError && error.code === 'NOT_FOUND') return undefined
      throw error
    })
    if (before?.entry.type === 'symlink') {
      const { target } = before.entry
      return await this.write(
        target.startsWith('/') ? target : inside(cut(path).folder, target),
        bytes,
        expected,
        signal,
      )
    }
    const stamp = before && stampOf(before.entry)
    if (expected !== 'any' && expected !== (stamp ?? 'none')) throw problemOf(before ? 'ESTALE' : 'ENOENT', path)
    if (before && before.entry.type !== 'file') throw problemOf('EISDIR', path)
    if (before && !this.#owners) throw ownerLost(path)
    const { mode = 0o644, uid = 0, gid = 0 } = before?.entry ?? {}
    await this.#put(cut(path).folder, { name: cut(path).name, mode, uid, gid, mtime: new Date() }, bytes, signal)
    return stampOf((await this.#first(path, 0, signal)).entry)
  }

  async makeFolder(path: string, signal?: AbortSignal): Promise<void> {
    const there = await this.#first(path, 0, signal).catch((error) => {
      if (error instanceof SlipwayError && error.code === 'NOT_FOUND') return undefined
      throw error
    })
    if (there) throw problemOf('EEXIST', path)
    const { folder, name } = cut(path)
    await this.#put(folder, { name, type: 'directory', mode: 0o755, mtime: new Date() }, undefined, signal)
  }

  async rename(): Promise<void> {
    throw this.#cannot()
  }

  async remove(): Promise<void> {
    throw this.#cannot()
  }

  async measure(): Promise<FileMeasure> {
    throw this.#cannot()
  }

  async pack(folder: string, names: readonly string[], signal: AbortSignal): Promise<Readable> {
    const [name] = names
    if (name === undefined || names.length > 1) throw this.#cannot()
    return await this.#get(name === '.' ? folder : inside(folder, name), signal)
  }

  async unpack(folder: string, tar: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<void> {
    await this.#send(folder, tar, signal)
  }

  /** The first entry of the archive of a path: the path itself. The rest is not waited for. */
  async #first(path: string, most: number, signal?: AbortSignal): Promise<{ entry: TarEntry; bytes: Buffer }> {
    const body = await this.#get(path, signal)
    let first: TarEntry | undefined
    let whole = false
    const parts: Buffer[] = []
    const scanner = new TarScanner((entry) => {
      whole ||= first !== undefined
      first ??= entry
      if (whole || entry.type !== 'file' || entry.size > most) {
        whole = true
        return undefined
      }
      return {
        write: (part) => parts.push(Buffer.from(part)),
        end: () => {
          whole = true
        },
      }
    }, pathText)
    try {
      for await (const chunk of body) {
        scanner.push(chunk)
        if (whole) break
      }
    } finally {
      body.destroy()
    }
    if (!first) throw problemOf('ENOENT', path)
    return { entry: first, bytes: Buffer.concat(parts) }
  }

  /** A folder’s path with its links followed: the archive of a link is the link alone. */
  async #folderAt(path: string, signal?: AbortSignal): Promise<string> {
    let names = path.split('/').filter((name) => name !== '' && name !== '.')
    const clean = `/${names.join('/')}`
    const known = kept.get(this.#key)
    if (names.length === 0 || (known && Date.now() - known.read < this.#fresh && within(known, clean))) return clean
    for (let steps = 0; steps < MOST_LINKS; steps++) {
      const at = `/${names.join('/')}`
      if (names.length === 0) return at
      const { entry } = await this.#first(at, 0, signal)
      if (entry.type === 'folder') return at
      if (entry.type !== 'symlink') throw problemOf('ENOTDIR', path)
      const from = entry.target.startsWith('/') ? [] : names.slice(0, -1)
      for (const name of entry.target.split('/')) {
        if (name === '..') from.pop()
        else if (name !== '' && name !== '.') from.push(name)
      }
      names = from
    }
    throw problemOf('ELOOP', path)
  }

  async #get(path: string, signal?: AbortSignal): Promise<Readable> {
    try {
      const url = `/containers/${encodeURIComponent(this.#container)}/archive?path=${encodePath(path)}`
      return await this.#client.bytes(url, { signal, timeout: 0 })
    } catch (error) {
      throw error instanceof SlipwayError && error.code === 'NOT_FOUND' ? problemOf('ENOENT', path) : error
    }
  }

  async #put(
    folder: string,
    head: Partial<Header> & Pick<Header, 'name'>,
    bytes: Buffer | undefined,
    signal?: AbortSignal,
  ): Promise<void> {
    const tar = pack()
    if (bytes) tar.entry(head, bytes)
    else tar.entry(head)
    tar.finalize()
    const parts = (async function* () {
      for await (const part of tar) if (part instanceof Uint8Array) yield part
    })()
    await this.#send(folder, parts, signal)
  }

  async #send(folder: string, content: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<void> {
    kept.delete(this.#key)
    try {
      const url = `/containers/${encodeURIComponent(this.#container)}/archive?path=${encodePath(folder)}&noOverwriteDirNonDir=true`
      await this.#client.text('PUT', url, {
        content,
        headers: { 'content-type': 'application/x-tar' },
        timeout: 0,
        ...(signal && { signal }),
      })
    } catch (error) {
      if (error instanceof SlipwayError && /read-only/i.test(error.message)) throw problemOf('EROFS', folder)
      throw error instanceof SlipwayError && error.code === 'NOT_FOUND' ? problemOf('ENOENT', folder) : error
    }
  }

  #cannot(): SlipwayError {
    return new SlipwayError('UNSUPPORTED', {
      what: 'This can’t be done in this container.',
      why: this.fixed,
      next: 'Start the container, or do it in its terminal.',
    })
  }
}

const ownerLost = (path: string) =>
  new SlipwayError('UNSUPPORTED', {
    what: `“${path}” can’t be saved as long as the container does not run.`,
    why: 'Podman does not tell then whose the file is: it would become root’s.',
    next: 'Start the container, and save it then.',
  })

/** A folder of what was listed; undefined where it is not in it. */
function within({ path, listing }: Kept, wanted: string): FileEntry[] | undefined {
  const around = path === '/' ? '/' : `${path}/`
  if (wanted === path) return listing.folder('')
  return wanted.startsWith(around) ? listing.folder(wanted.slice(around.length)) : undefined
}

const sorted = (entries: readonly FileEntry[]) => [...entries].sort((a, b) => (a.name < b.name ? -1 : 1))

const stampOf = ({ size, mtime }: TarEntry) => `${size}:${mtime}`

function viewOf({ path, type, size, mode, uid, gid, mtime }: TarEntry): FileEntry {
  const kinds = {
    file: 'file',
    link: 'file',
    symlink: 'link',
    folder: 'folder',
    device: 'device',
    pipe: 'pipe',
    other: 'device',
  } as const
  return { name: cut(path).name, type: kinds[type], size, mode, uid, gid, modified: mtime }
}
