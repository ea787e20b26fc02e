import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { extract, type Header } from 'tar-stream'

const BLOCK = 512

/** Every entry of a tar stream as one line, by name: what it is, whose, and a sum of its bytes. */
export async function tarList(stream: AsyncIterable<Buffer>): Promise<string[]> {
  const lines: string[] = []
  const entries = extract()
  const reading = (async () => {
    for await (const entry of entries) {
      const sum = createHash('sha256')
      for await (const piece of Readable.from(entry)) sum.update(piece)
      lines.push(`${lineOf(entry.header)} ${sum.digest('hex').slice(0, 12)}`)
    }
  })()
  await Promise.all([pipeline(Readable.from(closed(stream)), entries), reading])
  return lines.sort()
}

/** The docker command leaves out the end of some of its archives, which engines don’t mind. */
async function* closed(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let length = 0
  for await (const piece of stream) {
    length += piece.length
    // A piece is only good until the next one is asked for.
    yield Buffer.from(piece)
  }
  yield Buffer.alloc(((BLOCK - (length % BLOCK)) % BLOCK) + 2 * BLOCK)
}

function lineOf({ name, type, mode, uid, gid, size, mtime, linkname }: Header): string {
  const time = Math.floor(mtime.getTime() / 1000)
  return `${name} ${type} ${(mode & 0o7777).toString(8)} ${uid}:${gid} ${size} ${time} ${linkname ?? ''}`
}
