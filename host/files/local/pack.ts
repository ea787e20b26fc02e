import { createReadStream } from 'node:fs'
import { lstat, readdir, readlink } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Header, type Pack, pack } from 'tar-stream'
import type { SentFile } from '../../../contract/index.ts'
import { SlipwayError } from '../../errors.ts'
import { fileProblem } from '../../host-files/index.ts'
import { PIECE } from '../../pieces.ts'
import { own, release } from '../../release.ts'

/** The bytes of a tar that `fill` writes into; a part may be read until the next is asked for. @throws what `fill` throws */
async function* tarOf(fill: (tar: Pack) => Promise<void>): AsyncGenerator<Uint8Array> {
  const tar = pack({ highWaterMark: PIECE })
  const filling = fill(tar).then(
    () => tar.finalize(),
    (error) => tar.destroy(error instanceof Error ? error : new Error(String(error))),
  )
  try {
    for await (const part of tar) {
      if (!(part instanceof Uint8Array)) continue
      yield part
      release(part)
    }
    await filling
  } finally {
    tar.destroy()
  }
}

type Head = Partial<Header> & Pick<Header, 'name'>

/** An entry without content. */
function entry(tar: Pack, head: Head): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (error?: Error | null) => (error ? reject(error) : resolve())
    if (head.type === undefined) tar.entry(head, Buffer.alloc(0), done)
    else tar.entry(head, done)
  })
}

/** How many bytes the files at these paths of this computer have, and how many they are. @throws SlipwayError */
export async function measureLocal(paths: readonly string[], signal: AbortSignal): Promise<number> {
  let bytes = 0
  for (const path of paths) {
    signal.throwIfAborted()
    const found = await lstat(path).catch((error) => {
      throw fileProblem(error, path)
    })
    if (found.isFile()) bytes += found.size
    else if (found.isDirectory())
      bytes += await measureLocal(
        (await readdir(path)).map((name) => join(path, name)),
        signal,
      )
  }
  return bytes
}

/** Files and folders of this computer as a tar, as `docker cp` sends them: owners and modes stay, links are links. */
export function packLocal(
  paths: readonly string[],
  names: readonly string[],
  onBytes: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  return tarOf(async (tar) => {
    for (const [at, path] of paths.entries()) await packOne(tar, path, names[at] ?? basename(path), onBytes)
  })
}

async function packOne(tar: Pack, path: string, name: string, onBytes: (bytes: number) => void): Promise<void> {
  try {
    const found = await lstat(path)
    const windows = process.platform === 'win32'
    const head = {
      name,
      mode: windows ? 0o755 : found.mode & 0o7777,
      uid: windows ? 0 : found.uid,
      gid: windows ? 0 : found.gid,
      mtime: found.mtime,
    }
    if (found.isDirectory()) {
      await entry(tar, { ...head, type: 'directory' })
      for (const inside of (await readdir(path)).sort())
        await packOne(tar, join(path, inside), `${name}/${inside}`, onBytes)
    } else if (found.isSymbolicLink()) {
      await entry(tar, { ...head, type: 'symlink', linkname: await readlink(path) })
    } else if (found.isFile()) {
      if (found.size === 0) return await entry(tar, { ...head, size: 0 })
      const sink = tar.entry({ ...head, size: found.size })
      const source = createReadStream(path, { highWaterMark: PIECE, end: found.size - 1 })
      source.on('data', (part) => {
        if (typeof part !== 'string') own(part)
        onBytes(part.length)
      })
      await pipeline(source, sink)
    }
  } catch (error) {
    throw fileProblem(error, path)
  }
}

/** Files that a browser sends one after the other as one body, as a tar. @throws SlipwayError when it breaks off */
export function packSent(
  files: readonly SentFile[],
  folders: readonly string[],
  body: (signal: AbortSignal) => Promise<Readable>,
  { signal, onBytes }: { signal: AbortSignal; onBytes: (bytes: number) => void },
): AsyncGenerator<Uint8Array> {
  return tarOf(async (tar) => {
    const mtime = new Date()
    const made = [...folders].sort()
    for (const name of made) await entry(tar, { name, type: 'directory', mode: 0o755, mtime })
    const parts = new Parts(await body(signal))
    for (const { path, size, modified } of files) {
      const head = { name: path, size, mode: 0o644, mtime: new Date(modified) }
      if (size === 0) await entry(tar, head)
      else await pipeline(parts.file(path, size, onBytes), tar.entry(head))
    }
    if (await parts.next(1)) throw brokeOff(files.at(-1)?.path ?? '')
  })
}

/** Cuts a stream at given lengths. */
class Parts {
  readonly #chunks: AsyncIterator<Buffer>
  #rest: Buffer = Buffer.alloc(0)

  constructor(stream: Readable) {
    this.#chunks = stream[Symbol.asyncIterator]()
  }

  /** A file’s bytes. @throws SlipwayError when they end too early */
  async *file(path: string, size: number, onBytes: (bytes: number) => void): AsyncGenerator<Buffer> {
    for (let left = size; left > 0; ) {
      const part = await this.next(left)
      if (!part) throw brokeOff(path)
      left -= part.length
      onBytes(part.length)
      yield part
    }
  }

  /** The next bytes, at most so many; undefined at the end. */
  async next(most: number): Promise<Buffer | undefined> {
    while (this.#rest.length === 0) {
      const step = await this.#chunks.next()
      if (step.done) return undefined
      this.#rest = step.value
    }
    const part = this.#rest.subarray(0, most)
    this.#rest = this.#rest.subarray(part.length)
    return part
  }
}

const brokeOff = (name: string) =>
  new SlipwayError('INVALID', {
    what: `The upload of “${name}” broke off.`,
    why: 'The page was closed, the connection broke, or the file changed while it was read.',
    next: 'Choose the files again.',
  })
