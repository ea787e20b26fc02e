import { zstdDecompressSync } from 'node:zlib'

/** Where an x86 kernel’s header says what it carries (Documentation/arch/x86/boot.rst). */
const SECTORS = 0x1f1
const MAGIC = 0x202
const PAYLOAD_AT = 0x248
const PAYLOAD_BYTES = 0x24c
const ZSTD_MAGIC = 0xfd2fb528

/**
 * The kernel proper out of a bzImage, as an ELF file: whoever starts that one, by its PVH entry, need not have it unpack
 * itself, which takes an emulated processor half a second and more.
 * @throws Error when it is no bzImage, or is packed by another program than zstd
 */
export function unpackKernel(packed: Buffer): Buffer {
  if (packed.length < 0x250 || packed.toString('latin1', MAGIC, MAGIC + 4) !== 'HdrS')
    throw new Error('It is no bzImage.')
  const begin = ((packed[SECTORS] || 4) + 1) * 512 + packed.readUInt32LE(PAYLOAD_AT)
  // Behind the payload proper its unpacked size is written.
  const payload = packed.subarray(begin, begin + packed.readUInt32LE(PAYLOAD_BYTES) - 4)
  if (payload.length < 4 || payload.readUInt32LE(0) !== ZSTD_MAGIC) throw new Error('It is not packed by zstd.')
  return zstdDecompressSync(payload)
}
