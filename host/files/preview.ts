import type { FilePreview } from '../../contract/index.ts'
import type { ReadableTree } from './tree.ts'

/** The largest text that is shown and edited, and the largest picture. Bytes. */
const LARGEST_TEXT = 1024 * 1024
const LARGEST_PICTURE = 8 * 1024 * 1024

/** Pictures that a browser draws and that can do nothing else. SVG can, so it is text. */
const PICTURES: readonly [media: string, is: (bytes: Buffer) => boolean][] = [
  ['image/png', (bytes) => bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))],
  ['image/jpeg', (bytes) => bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))],
  ['image/gif', (bytes) => /^GIF8[79]a/.test(bytes.toString('latin1', 0, 6))],
  ['image/webp', (bytes) => /^RIFF....WEBP/s.test(bytes.toString('latin1', 0, 12))],
  ['image/x-icon', (bytes) => bytes.subarray(0, 4).equals(Buffer.from([0, 0, 1, 0]))],
]
const NAMED = /\.(?:png|jpe?g|gif|webp|ico)$/i

/** What can be shown of a file. @throws SlipwayError */
export async function preview(tree: ReadableTree, path: string, signal?: AbortSignal): Promise<FilePreview> {
  const most = NAMED.test(path) ? LARGEST_PICTURE : LARGEST_TEXT
  const {
    entry: { stamp, ...entry },
    bytes,
  } = await tree.read(path, most, signal)
  if (entry.type !== 'file') return { kind: 'other', why: 'special', entry }
  if (entry.size > most) return { kind: 'other', why: 'large', entry }
  const picture = PICTURES.find(([, is]) => is(bytes))
  if (picture) return { kind: 'picture', media: picture[0], data: bytes.toString('base64'), entry }
  const text = bytes.length > LARGEST_TEXT ? undefined : textOf(bytes)
  return text === undefined ? { kind: 'other', why: 'binary', entry } : { kind: 'text', text, stamp, entry }
}

function textOf(bytes: Buffer): string | undefined {
  if (bytes.includes(0)) return undefined
  try {
    // A mark at its beginning is kept: what is saved must not lose it.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}
