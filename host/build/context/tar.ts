import { randomBytes } from 'node:crypto'
import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs'
import { type FileHandle, open, readlink } from 'node:fs/promises'
import { SlipwayError } from '../../errors.ts'
import type { Place } from './context.ts'
import { ignoring } from './filter.ts'
import { Matcher } from './matcher.ts'
import { padding, type TarHead, tarEnd, tarHeader } from './tar-header.ts'
import { denied, type Entry, gone, isDenied, walk } from './walk.ts'

/** A file up to this size is read as a whole, and at once. */
const SMALL = 65_536
const PIECE = 1_048_576
/** Small pieces go out together. */
const TOGETHER = 262_144

/** The context as the classic builder takes it: a tar archive, and the Dockerfile’s name in it. */
export type ContextTar = {
  /** The pieces of the archive; each one’s bytes are good until the next one is asked for. */
  pieces: AsyncIterable<Buffer>
  dockerfile: string
}

/**
 * Packs what a build sends, as the docker command does: what `.dockerignore` leaves out is left out, everything belongs
 * to root, and the Dockerfile comes along wherever it is. Read as it is sent; never held as a whole.
 * @throws SlipwayError INVALID for a `.dockerignore` that Docker would not read
 */
export function packContext(place: Place, dockerfileText: string): ContextTar {
  const matcher = packedBy(place)
  const { outside, name } = place.dockerfile
  // The engine takes it out of the context again, by the name that `.dockerignore` is given for it.
  const dockerfile = outside ? `.dockerfile.${randomBytes(10).toString('hex')}` : name
  const added = outside ? { name: dockerfile, text: dockerfileText, ignore: ignoreWith(place, dockerfile) } : undefined
  return { pieces: together(archive(place, matcher, added)), dockerfile }
}

/** The patterns by which a context is packed: the Dockerfile and `.dockerignore` are let in, whatever they say. */
export function packedBy({ ignore, dockerfile }: Pick<Place, 'ignore' | 'dockerfile'>): Matcher {
  const said = new Matcher(ignore.patterns)
  const names = ['.dockerignore', ...(dockerfile.outside ? [] : [dockerfile.name])]
  const letIn = names.filter((name) => said.matchesByOneFolder(name)).map((name) => `!${name}`)
  return letIn.length === 0 ? said : new Matcher([...ignore.patterns, ...letIn])
}

type Added = { name: string; text: string; ignore: string }

function ignoreWith({ ignore }: Place, name: string): string {
  return `${ignore.path === undefined ? '.dockerignore' : ignore.text}\n${name}\n`
}

/** Small pieces put together in one place, which is used again and again; large ones as they are. */
async function* together(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
  const box = Buffer.allocUnsafe(TOGETHER)
  let used = 0
  for await (const piece of pieces) {
    if (used > 0 && used + piece.length > box.length) {
      yield box.subarray(0, used)
      used = 0
    }
    if (piece.length > box.length) yield piece
    else {
      piece.copy(box, used)
      used += piece.length
    }
  }
  if (used > 0) yield box.subarray(0, used)
}

async function* archive({ folder }: Place, matcher: Matcher, added: Added | undefined): AsyncGenerator<Buffer, void> {
  const links = new Map<string, string>()
  const buffers: Buffers = []
  if (added) {
    yield* text(added.name, added.text)
    yield* text('.dockerignore', added.ignore)
  }
  for await (const entry of walk(folder, ignoring(matcher))) {
    if (!entry.taken || (added && entry.path === '.dockerignore')) continue
    if (!entry.stats.isFile()) {
      const head = await special(entry)
      if (head) yield tarHeader(head)
      continue
    }
    const content = await contentOf(entry)
    if (content) yield* file(entry, content, links, buffers)
  }
  yield tarEnd()
}

function* text(name: string, said: string): Generator<Buffer, void> {
  const bytes = Buffer.from(said)
  yield tarHeader({ name, type: 'file', mode: 0o600, mtime: Date.now(), size: bytes.length })
  yield bytes
  yield padding(bytes.length)
}

/** What is said of a folder, a link, a pipe or a device. A socket can’t be packed; docker leaves it out, too. */
async function special(entry: Entry): Promise<TarHead | undefined> {
  const { stats } = entry
  const head = { name: entry.path, mode: permissions(stats.mode), size: 0, mtime: stats.mtimeMs }
  if (stats.isDirectory()) return { ...head, name: `${entry.path}/`, type: 'directory' }
  if (stats.isSymbolicLink()) {
    const linkname = await readlink(entry.absolute).catch(gone)
    return linkname === undefined ? undefined : { ...head, type: 'symlink', linkname }
  }
  if (stats.isFIFO()) return { ...head, type: 'fifo' }
  const device = { major: (stats.rdev >>> 8) & 0xfff, minor: (stats.rdev & 0xff) | ((stats.rdev >>> 12) & 0xfff00) }
  if (stats.isBlockDevice()) return { ...head, type: 'block-device', device }
  return stats.isCharacterDevice() ? { ...head, type: 'character-device', device } : undefined
}

type Content = { stats: Stats; bytes: Buffer } | { stats: Stats; handle: FileHandle }
/** Two places to read into, in turn; made for the first large file. */
type Buffers = Buffer[]

/** A regular file’s content; a large one’s is read later. Undefined when it is gone. */
async function contentOf({ absolute, stats }: Entry): Promise<Content | undefined> {
  try {
    if (stats.size <= SMALL) return readSmall(absolute)
    // What has become a pipe meanwhile must not hold us up.
    const handle = await open(absolute, constants.O_RDONLY | constants.O_NONBLOCK)
    return { stats: await handle.stat(), handle }
  } catch (error) {
    if (isDenied(error)) throw denied(absolute, error)
    return gone(error)
  }
}

function readSmall(path: string): Content {
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    const stats = fstatSync(file)
    // What it has grown by since is left out.
    stats.size = Math.min(stats.size, SMALL)
    const bytes = Buffer.allocUnsafe(stats.size)
    if (readSync(file, bytes, 0, bytes.length, 0) < bytes.length) throw shrunk(path)
    return { stats, bytes }
  } finally {
    closeSync(file)
  }
}

async function* file(
  { path, absolute }: Entry,
  content: Content,
  links: Map<string, string>,
  buffers: Buffers,
): AsyncGenerator<Buffer, void> {
  try {
    const { stats } = content
    const head = { name: path, mode: permissions(stats.mode), mtime: stats.mtimeMs }
    const inode = `${stats.dev}:${stats.ino}`
    const known = stats.nlink > 1 ? links.get(inode) : undefined
    if (known !== undefined) {
      yield tarHeader({ ...head, type: 'link', linkname: known, size: 0 })
      return
    }
    if (stats.nlink > 1) links.set(inode, path)
    yield tarHeader({ ...head, type: 'file', size: stats.size })
    if ('bytes' in content) yield content.bytes
    else yield* contents(content.handle, stats.size, absolute, buffers)
    yield padding(stats.size)
  } finally {
    if ('handle' in content) await content.handle.close()
  }
}

/** A file piece by piece, so many bytes as it had when it was announced. While one goes out, the next one is read. */
async function* contents(
  handle: FileHandle,
  size: number,
  path: string,
  buffers: Buffers,
): AsyncGenerator<Buffer, void> {
  if (buffers.length === 0) buffers.push(Buffer.allocUnsafe(PIECE), Buffer.allocUnsafe(PIECE))
  const read = async (at: number, turn: number) => {
    const place = buffers[turn % 2] ?? Buffer.allocUnsafe(PIECE)
    const { bytesRead } = await handle.read(place, 0, Math.min(PIECE, size - at), at)
    if (bytesRead === 0) throw shrunk(path)
    return place.subarray(0, bytesRead)
  }
  let next = size > 0 ? read(0, 0) : undefined
  try {
    for (let at = 0, turn = 1; next; turn++) {
      const piece: Buffer = await next
      at += piece.length
      next = at < size ? read(at, turn) : undefined
      next?.catch(() => {})
      yield piece
    }
  } finally {
    // The file may not be closed under what is still reading it.
    await next?.catch(() => {})
  }
}

/** On Windows, where no file has them, every file can be run, as docker has it. */
const permissions = (mode: number): number => (process.platform === 'win32' ? 0o755 : mode & 0o7777)

const shrunk = (path: string) =>
  new SlipwayError('CONFLICT', {
    what: `“${path}” became shorter while it was sent.`,
    why: 'Some program writes to it.',
    next: 'Try again when that program is done, or name the file in .dockerignore.',
  })
