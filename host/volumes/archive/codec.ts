import { type FileHandle, open } from 'node:fs/promises'
import type { Duplex } from 'node:stream'
import { constants, createGunzip, createGzip, createZstdCompress, createZstdDecompress } from 'node:zlib'

/** How an archive is packed. */
export type Format = 'zst' | 'gz'

/** Large pieces: each goes to a thread and back. Bytes. */
const PIECE = 1024 * 1024

/** Packs as `zstd -1` or `gzip` does, whose files anyone can open. */
export function packer(format: Format): Duplex {
  if (format === 'gz') return createGzip({ chunkSize: PIECE })
  return createZstdCompress({
    chunkSize: PIECE,
    params: { [constants.ZSTD_c_compressionLevel]: 1, [constants.ZSTD_c_checksumFlag]: 1 },
  })
}

/** What unpacks a file, told by its first bytes; nothing for a plain tar file. */
export async function unpackerOf(path: string): Promise<Duplex | undefined> {
  const head = await firstBytes(path)
  if (head.readUInt32BE(0) === 0x28b52ffd) return createZstdDecompress({ chunkSize: PIECE })
  if (head.readUInt16BE(0) === 0x1f8b) return createGunzip({ chunkSize: PIECE })
  return undefined
}

async function firstBytes(path: string): Promise<Buffer> {
  let file: FileHandle | undefined
  try {
    file = await open(path)
    const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0)
    return buffer
  } finally {
    await file?.close()
  }
}
