/** What an entry of a tar is; `other` is what no file system has, such as a volume’s label. */
export type EntryType = 'file' | 'link' | 'symlink' | 'folder' | 'device' | 'pipe' | 'other'

/** One entry of a tar. */
export type TarEntry = {
  /** As it stands there: it may lead out of the tree. */
  path: string
  type: EntryType
  /** Bytes as the file will have them; those of a sparse file with its holes. */
  size: number
  mode: number
  uid: number
  gid: number
  /** Milliseconds since 1970. */
  mtime: number
  /** Where a link points; of a hard link, a path in the same tar. */
  target: string
}

/** What the extended headers before an entry say of it, in place of its own header. */
export type Extended = Partial<Pick<TarEntry, 'path' | 'target' | 'size' | 'uid' | 'gid' | 'mtime'>> & {
  /** Bytes in the tar, where they are not the file’s size. */
  stored?: number
}

/** A header as it stands: `stored` bytes follow it. */
export type RawHeader = TarEntry & { flag: string; stored: number; moreSparse: boolean }

export const BLOCK = 512

/** How a name’s bytes become text. */
export type ReadName = (bytes: Buffer) => string

/** The tar cannot be read. */
export class BrokenTar extends Error {
  override name = 'BrokenTar'
}

const TYPES: Record<string, EntryType> = {
  '0': 'file',
  '7': 'file',
  S: 'file',
  '1': 'link',
  '2': 'symlink',
  '3': 'device',
  '4': 'device',
  '5': 'folder',
  '6': 'pipe',
}
/** These have no content, whatever their size field says. */
const BODILESS = new Set(['1', '2', '3', '4', '5', '6'])

/** Whether the block is a header of a tar: its checksum tells. */
export function isHeader(block: Buffer): boolean {
  if (block.length < BLOCK) return false
  const said = numberAt(block, 148, 8)
  let sum = 0
  for (let at = 0; at < BLOCK; at++) sum += at >= 148 && at < 156 ? 32 : (block[at] ?? 0)
  return said === sum
}

/** Reads a header. @throws BrokenTar when its checksum does not fit, or a number is none */
export function readHeader(block: Buffer, nameOf: ReadName): RawHeader {
  const textAt = (from: Buffer, at: number, length: number) => nameOf(toNul(from.subarray(at, at + length)))
  if (!isHeader(block)) throw new BrokenTar('a header has a wrong checksum')
  const old = block[156] === 0
  const name = textAt(block, 0, 100)
  const flag = old ? (name.endsWith('/') ? '5' : '0') : String.fromCharCode(block[156] ?? 0)
  // GNU keeps other things where POSIX has the beginning of a long path.
  const prefix = block.toString('latin1', 257, 263) === 'ustar\0' ? textAt(block, 345, 155) : ''
  const stored = BODILESS.has(flag) ? 0 : sizeAt(block, 124)
  return {
    flag,
    stored,
    path: prefix === '' ? name : `${prefix}/${name}`,
    type: TYPES[flag] ?? 'other',
    size: flag === 'S' ? sizeAt(block, 483) : stored,
    mode: (numberAt(block, 100, 8) ?? 0) & 0o7777,
    uid: numberAt(block, 108, 8) ?? 0,
    gid: numberAt(block, 116, 8) ?? 0,
    mtime: (numberAt(block, 136, 12) ?? 0) * 1000,
    target: textAt(block, 157, 100),
    moreSparse: flag === 'S' && block[482] === 1,
  }
}

/** Reads the records of a PAX header. @throws BrokenTar */
export function readPax(bytes: Buffer, nameOf: ReadName): Extended {
  const found: Extended = {}
  let real: number | undefined
  let sparseName: string | undefined
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(32, at)
    const length = space < 0 ? Number.NaN : Number(bytes.toString('latin1', at, space))
    const end = at + length
    if (!Number.isSafeInteger(length) || end > bytes.length || end <= space + 1) throw new BrokenTar('a PAX record')
    const equals = bytes.indexOf(61, space)
    if (equals < 0 || equals >= end) throw new BrokenTar('a PAX record has no value')
    const key = bytes.toString('utf8', space + 1, equals)
    const value = bytes.subarray(equals + 1, end - 1)
    at = end
    if (key === 'path') found.path = nameOf(toNul(value))
    else if (key === 'linkpath') found.target = nameOf(toNul(value))
    else if (key === 'size') found.stored = whole(value)
    else if (key === 'mtime') found.mtime = Number(value.toString('latin1')) * 1000 || 0
    else if (key === 'uid') found.uid = whole(value)
    else if (key === 'gid') found.gid = whole(value)
    else if (key === 'GNU.sparse.name') sparseName = nameOf(toNul(value))
    else if (key === 'GNU.sparse.realsize' || key === 'GNU.sparse.size') real = whole(value)
  }
  if (sparseName !== undefined) found.path = sparseName
  const size = real ?? found.stored
  if (size !== undefined) found.size = size
  return found
}

/** A name as it stands in a field: up to the first NUL. */
export function toNul(field: Buffer): Buffer {
  const end = field.indexOf(0)
  return end < 0 ? field : field.subarray(0, end)
}

/** A name’s bytes as text: UTF-8, or with `\xNN` for each byte that is none, so that no two names look alike. */
export function shownName(name: Buffer): string {
  const text = name.toString('utf8')
  if (!text.includes('\ufffd')) return text
  return Array.from(name, (byte) =>
    byte < 0x80 ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`,
  ).join('')
}

/** Octal digits, or with the first bit set a big-endian binary number; undefined for anything else. */
function numberAt(block: Buffer, at: number, length: number): number | undefined {
  const first = block[at] ?? 0
  if (first & 0x80) {
    let value = first & 0x7f
    for (let index = 1; index < length; index++) value = value * 256 + (block[at + index] ?? 0)
    return value
  }
  const digits = block
    .toString('latin1', at, at + length)
    .replace(/[\0 ]+$/, '')
    .trim()
  if (digits === '') return 0
  return /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : undefined
}

function sizeAt(block: Buffer, at: number): number {
  const size = numberAt(block, at, 12)
  if (size === undefined || !Number.isSafeInteger(size)) throw new BrokenTar('a header has no size')
  return size
}

function whole(value: Buffer): number {
  const number = Number(value.toString('latin1'))
  if (!Number.isSafeInteger(number) || number < 0) throw new BrokenTar('a PAX record has no number where it should')
  return number
}
