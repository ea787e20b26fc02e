import { randomBytes } from 'node:crypto'
import { constants, type Stats } from 'node:fs'
import { type FileHandle, open, readlink } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { type Header, type Pack, pack } from 'tar-stream'
import { SlipwayError } from '../../errors.ts'
import type { Place } from './context.ts'
import { ignoring } from './filter.ts'
import { Matcher } from './matcher.ts'
import { denied, type Entry, gone, isDenied, walk } from './walk.ts'

/** A file up to this size is read as a whole, some of them ahead of their turn. */
const SMALL = 262_144
const AHEAD = 32
const PIECE = 1_048_576

/** The context as the classic builder takes it: a tar stream, and the Dockerfile’s name in it. */
export type ContextTar = { stream: Readable; dockerfile: string }

/**
 * Packs what a build sends, as the docker command does: what `.dockerignore` leaves out is left out, everything belongs
 * to root, and the Dockerfile comes along wherever it is. Read as it is sent; never held as a whole.
 * @throws SlipwayError INVALID for a `.dockerignore` that Docker would not read
 */
export function packContext(place: Place, dockerfileText: string): ContextTar {
  const matcher = packedBy(place)
  const tar = pack({ highWaterMark: PIECE })
  const { outside, name } = place.dockerfile
  // The engine takes it out of the context again, by the name that `.dockerignore` is given for it.
  const dockerfile = outside ? `.dockerfile.${randomBytes(10).toString('hex')}` : name
  const added = outside ? { name: dockerfile, text: dockerfileText, ignore: ignoreWith(place, dockerfile) } : undefined
  fill(tar, place, matcher, added).catch((error) => tar.destroy(error))
  return { stream: Readable.from(tar, { objectMode: false, highWaterMark: PIECE }), dockerfile }
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

type Head = Partial<Header> & Pick<Header, 'name'>
type Content = { stats: Stats; bytes: Buffer } | { stats: Stats; handle: FileHandle } | undefined

async function fill(tar: Pack, { folder }: Place, matcher: Matcher, added: Added | undefined): Promise<void> {
  const links = new Map<string, string>()
  const ahead: { entry: Entry; content: Promise<Content> }[] = []
  const next = async () => {
    const first = ahead.shift()
    if (first) await put(tar, first.entry, await first.content, links)
  }
  try {
    if (added) {
      await putText(tar, added.name, added.text)
      await putText(tar, '.dockerignore', added.ignore)
    }
    for await (const entry of walk(folder, ignoring(matcher))) {
      if (!entry.taken || (added && entry.path === '.dockerignore')) continue
      const content = contentOf(entry)
      // It is awaited in its turn; until then its failure is nobody's.
      content.catch(() => {})
      ahead.push({ entry, content })
      if (ahead.length > AHEAD) await next()
    }
    while (ahead.length > 0) await next()
    tar.finalize()
  } finally {
    for (const { content } of ahead) content.then(closeContent, () => {})
  }
}

async function closeContent(content: Content): Promise<void> {
  if (content && 'handle' in content) await content.handle.close()
}

/** A regular file’s content; a large one’s is read later. */
async function contentOf({ absolute, stats }: Entry): Promise<Content> {
  if (!stats.isFile()) return undefined
  let handle: FileHandle
  try {
    // What has become a pipe meanwhile must not hold us up.
    handle = await open(absolute, constants.O_RDONLY | constants.O_NONBLOCK)
  } catch (error) {
    if (isDenied(error)) throw denied(absolute, error)
    return gone(error)
  }
  const now = await handle.stat()
  if (now.size > SMALL) return { stats: now, handle }
  try {
    const bytes = Buffer.allocUnsafe(now.size)
    const { bytesRead } = await handle.read(bytes, 0, now.size, 0)
    if (bytesRead < now.size) throw shrunk(absolute)
    return { stats: now, bytes }
  } finally {
    await handle.close()
  }
}

async function put(tar: Pack, entry: Entry, content: Content, links: Map<string, string>): Promise<void> {
  const { stats } = entry
  if (stats.isFile()) {
    if (content) await putFile(tar, entry, content, links)
  } else if (stats.isDirectory()) await putEmpty(tar, { ...headOf(entry, stats), name: `${entry.path}/` }, 'directory')
  else if (stats.isSymbolicLink()) {
    const linkname = await readlink(entry.absolute).catch(gone)
    if (linkname !== undefined) await putEmpty(tar, { ...headOf(entry, stats), linkname }, 'symlink')
  } else if (stats.isFIFO()) await putEmpty(tar, headOf(entry, stats), 'fifo')
  else if (stats.isCharacterDevice() || stats.isBlockDevice()) {
    const device = { devmajor: major(stats.rdev), devminor: minor(stats.rdev) }
    await putEmpty(
      tar,
      { ...headOf(entry, stats), ...device },
      stats.isBlockDevice() ? 'block-device' : 'character-device',
    )
  }
  // A socket can’t be packed; docker leaves it out, too.
}

async function putFile(
  tar: Pack,
  entry: Entry,
  content: NonNullable<Content>,
  links: Map<string, string>,
): Promise<void> {
  const { stats } = content
  const known = stats.nlink > 1 ? links.get(inode(stats)) : undefined
  if (known !== undefined) {
    if ('handle' in content) await content.handle.close()
    return putEmpty(tar, { ...headOf(entry, stats), linkname: known }, 'link')
  }
  if (stats.nlink > 1) links.set(inode(stats), entry.path)
  const header = { ...headOf(entry, stats), type: 'file' as const, size: stats.size }
  if ('bytes' in content) {
    await new Promise<void>((resolve, reject) =>
      tar.entry(header, (error) => (error ? reject(error) : resolve())).end(content.bytes),
    )
    return
  }
  try {
    await stream(tar, header, content.handle, entry.absolute)
  } finally {
    await content.handle.close()
  }
}

/** Sends a file piece by piece, so many bytes as it had when it was announced. */
async function stream(tar: Pack, header: Head & { size: number }, handle: FileHandle, path: string): Promise<void> {
  const { promise: done, resolve, reject } = Promise.withResolvers<void>()
  done.catch(() => {})
  const sink = tar.entry(header, (error) => (error ? reject(error) : resolve()))
  for (let left = header.size; left > 0; ) {
    const piece = Buffer.allocUnsafe(Math.min(PIECE, left))
    const { bytesRead } = await handle.read(piece, 0, piece.length)
    if (bytesRead === 0) throw shrunk(path)
    left -= bytesRead
    if (!sink.write(piece.subarray(0, bytesRead))) {
      await Promise.race([new Promise<void>((drained) => sink.once('drain', drained)), done])
    }
  }
  sink.end(undefined)
  await done
}

async function putEmpty(tar: Pack, header: Head, type: NonNullable<Head['type']>): Promise<void> {
  await new Promise<void>((resolve, reject) =>
    tar.entry({ ...header, type, size: 0 }, (error) => (error ? reject(error) : resolve())).end(undefined),
  )
}

async function putText(tar: Pack, name: string, text: string): Promise<void> {
  const bytes = Buffer.from(text)
  const header: Head = { name, mode: 0o600, mtime: new Date(), size: bytes.length, uid: 0, gid: 0, type: 'file' }
  await new Promise<void>((resolve, reject) =>
    tar.entry(header, (error) => (error ? reject(error) : resolve())).end(bytes),
  )
}

const headOf = ({ path }: Entry, { mode, mtime }: Stats): Head => ({
  name: path,
  mode: permissions(mode),
  mtime,
  uid: 0,
  gid: 0,
})

/** On Windows, where no file has them, every file can be run, as docker has it. */
const permissions = (mode: number): number => (process.platform === 'win32' ? 0o755 : mode & 0o7777)

const inode = ({ dev, ino }: Stats): string => `${dev}:${ino}`
const major = (device: number): number => (device >>> 8) & 0xfff
const minor = (device: number): number => (device & 0xff) | ((device >>> 12) & 0xfff00)

const shrunk = (path: string) =>
  new SlipwayError('CONFLICT', {
    what: `“${path}” became shorter while it was sent.`,
    why: 'Some program writes to it.',
    next: 'Try again when that program is done, or name the file in .dockerignore.',
  })
