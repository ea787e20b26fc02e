import { readFile } from 'node:fs/promises'
import { zstdDecompressSync } from 'node:zlib'
import { program } from './program.ts'
import { readTar, type TarEntry } from './tar.ts'

const MAGIC = '!<arch>\n'
const HEADER = 60

/** The files in a Debian package. @throws Error when it is none, or is compressed with something unknown */
export async function readDeb(file: string): Promise<Iterable<TarEntry>> {
  const bytes = await readFile(file)
  if (bytes.toString('latin1', 0, MAGIC.length) !== MAGIC) throw new Error(`${file} is no Debian package.`)
  for (let at = MAGIC.length; at + HEADER <= bytes.length; ) {
    const name = bytes
      .toString('latin1', at, at + 16)
      .trim()
      .replace(/\/$/, '')
    const size = Number(bytes.toString('latin1', at + 48, at + 58).trim())
    const member = bytes.subarray(at + HEADER, at + HEADER + size)
    at += HEADER + size + (size % 2)
    if (name === 'data.tar.xz') return readTar(await unxz(member))
    if (name === 'data.tar.zst') return readTar(zstdDecompressSync(member))
    if (name === 'data.tar') return readTar(member)
  }
  throw new Error(`${file} has no data.tar that can be read.`)
}

/** Unpacks xz. @throws Error when the program xz isn’t installed or the bytes are broken */
export async function unxz(bytes: Buffer): Promise<Buffer> {
  return await program('xz', ['-dc'], { input: bytes, package: 'xz-utils' })
}
