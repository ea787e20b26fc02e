const BLOCK = 512
const NAME = 100
/** The largest size that the header's own field holds. */
const LARGEST = 0o77777777777

/** What is said of an entry of a tar archive: POSIX ustar, with pax records for what has no room in it. */
export type TarHead = {
  /** With `/`; a folder’s ends with one. */
  name: string
  type: 'file' | 'link' | 'symlink' | 'character-device' | 'block-device' | 'directory' | 'fifo'
  mode: number
  /** Bytes that follow. */
  size: number
  /** Milliseconds since 1970; a Date’s are rounded, and a second may be another one by that. */
  mtime: number
  linkname?: string
  device?: { major: number; minor: number }
}

const TYPES: Record<TarHead['type'], string> = {
  file: '0',
  link: '1',
  symlink: '2',
  'character-device': '3',
  'block-device': '4',
  directory: '5',
  fifo: '6',
}

/** The blocks that begin an entry. Everything belongs to root. */
export function tarHeader(head: TarHead): Buffer {
  const { name, linkname = '', size } = head
  const records = [
    ...(fits(name) ? [] : [record('path', name)]),
    ...(fits(linkname) ? [] : [record('linkpath', linkname)]),
    ...(size <= LARGEST ? [] : [record('size', String(size))]),
  ]
  const own = block(TYPES[head.type], head)
  if (records.length === 0) return own
  const bytes = Buffer.concat(records)
  const extra = block('x', { ...head, name: 'PaxHeader/entry', linkname: '', mode: 0o644, size: bytes.length })
  return Buffer.concat([extra, bytes, padding(bytes.length), own])
}

/** What fills an entry’s last block. */
export const padding = (size: number): Buffer => Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK)

/** What ends an archive. */
export const tarEnd = (): Buffer => Buffer.alloc(2 * BLOCK)

const fits = (text: string): boolean => /^[\u0001-\u007f]*$/.test(text) && text.length <= NAME

/** A pax record; its length counts itself. */
function record(key: string, value: string): Buffer {
  const rest = Buffer.from(` ${key}=${value}\n`)
  let length = rest.length + 1
  while (String(length).length + rest.length !== length) length++
  return Buffer.concat([Buffer.from(String(length)), rest])
}

function block(type: string, { name, linkname = '', mode, size, mtime, device }: Omit<TarHead, 'type'>): Buffer {
  const bytes = Buffer.alloc(BLOCK)
  const octal = (value: number, at: number, digits: number) =>
    bytes.write(Math.max(0, value).toString(8).padStart(digits, '0'), at, 'latin1')
  bytes.write(
    fits(name)
      ? name
      : Buffer.from(name)
          .subarray(0, NAME)
          .toString('latin1')
          .replace(/[^ -~]/g, '_'),
    0,
    'latin1',
  )
  octal(mode, 100, 7)
  octal(0, 108, 7)
  octal(0, 116, 7)
  octal(size <= LARGEST ? size : 0, 124, 11)
  octal(Math.floor(mtime / 1000), 136, 11)
  bytes.write('        ', 148, 'latin1')
  bytes.write(type, 156, 'latin1')
  if (fits(linkname)) bytes.write(linkname, 157, 'latin1')
  bytes.write('ustar\u000000', 257, 'latin1')
  octal(device?.major ?? 0, 329, 7)
  octal(device?.minor ?? 0, 337, 7)
  const sum = bytes.reduce((total, byte) => total + byte, 0)
  bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return bytes
}
