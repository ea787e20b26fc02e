import type { FileHandle } from 'node:fs/promises'
import type { Transform } from 'node:stream'
import { own, release } from './release.ts'

/** What is worked on at once: each piece goes to a thread and back. Bytes. */
export const PIECE = 1024 * 1024

// Memory is used again: whatever these give may be read until the next of it is asked for.

/** Parts of any size as pieces; the parts’ memory is given back. */
export async function* inPieces(parts: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let [piece, other] = pair()
  let held = 0
  for await (const part of parts) {
    for (let at = 0; at < part.length; ) {
      const taken = part.subarray(at, at + PIECE - held)
      piece.set(taken, held)
      at += taken.length
      held += taken.length
      if (held < PIECE) continue
      yield piece
      ;[piece, other] = [other, piece]
      held = 0
    }
    release(part)
  }
  if (held > 0) yield piece.subarray(0, held)
}

/** What is in a file. @throws the system’s error */
export async function* ofFile(file: FileHandle): AsyncGenerator<Buffer> {
  let [piece, other] = pair()
  while (true) {
    const { bytesRead } = await file.read(piece, 0, PIECE, null)
    if (bytesRead === 0) return
    yield piece.subarray(0, bytesRead)
    ;[piece, other] = [other, piece]
  }
}

/** What a packer or unpacker makes of pieces. @throws what either throws */
export async function* through(pieces: AsyncIterable<Buffer>, transform: Transform): AsyncGenerator<Buffer> {
  const feeding = feed(pieces, transform)
  feeding.catch((error) => transform.destroy(error instanceof Error ? error : new Error(String(error))))
  try {
    for await (const part of transform) {
      own(part)
      yield part
      release(part)
    }
    await feeding
  } finally {
    transform.destroy()
  }
}

/** The next piece is made ready while one is worked on. */
async function feed(pieces: AsyncIterable<Buffer>, transform: Transform): Promise<void> {
  let last: Promise<void> | undefined
  for await (const piece of pieces) {
    await last
    last = new Promise((resolve, reject) => transform.write(piece, (error) => (error ? reject(error) : resolve())))
    // It is waited for above, once the next piece is there.
    last.catch(() => {})
  }
  await last
  transform.end()
}

/** All of a piece into a file. @throws the system’s error */
export async function writeAll(file: FileHandle, piece: Buffer): Promise<void> {
  for (let at = 0; at < piece.length; ) at += (await file.write(piece, at, piece.length - at)).bytesWritten
}

const pair = (): [Buffer, Buffer] => [Buffer.allocUnsafeSlow(PIECE), Buffer.allocUnsafeSlow(PIECE)]
