import type { FileHandle } from 'node:fs/promises'
import type { Transform } from 'node:stream'
import { constants, createGunzip, createGzip, createZstdCompress, createZstdDecompress } from 'node:zlib'
import { PIECE } from '../../pieces.ts'

/** How an archive is packed. */
export type Format = 'zst' | 'gz'

/** What comes out is read piece by piece; else all that is there would be copied together. */
const OPTIONS = { chunkSize: PIECE, readableObjectMode: true, readableHighWaterMark: 1 }

/** Packs as `zstd -1` or `gzip` does, whose files anyone can open. */
export function packer(format: Format): Transform {
  if (format === 'gz') return createGzip(OPTIONS)
  return createZstdCompress({
    ...OPTIONS,
    params: { [constants.ZSTD_c_compressionLevel]: 1, [constants.ZSTD_c_checksumFlag]: 1 },
  })
}

/** What unpacks a file, told by its first bytes; nothing for a plain tar file. */
export async function unpackerOf(file: FileHandle): Promise<Transform | undefined> {
  const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0)
  if (buffer.readUInt32BE(0) === 0x28b52ffd) return createZstdDecompress(OPTIONS)
  if (buffer.readUInt16BE(0) === 0x1f8b) return createGunzip(OPTIONS)
  return undefined
}
