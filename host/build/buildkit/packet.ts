import type { Stats } from 'node:fs'
import { Message, readFields } from './wire.ts'

/** What goes both ways while files are sent: tonistiigi/fsutil, types/wire.proto. */
export type Packet = { type: number; id: number; data: Uint8Array; stat?: Uint8Array }

export const PACKET = { STAT: 0, REQUEST: 1, DATA: 2, FINISH: 3, ERROR: 4 } as const

/** The engine’s own numbering of file modes: Go’s `os.FileMode`. */
const MODE = {
  folder: 2 ** 31,
  symlink: 2 ** 27,
  device: 2 ** 26,
  pipe: 2 ** 25,
  socket: 2 ** 24,
  setuid: 2 ** 23,
  setgid: 2 ** 22,
  charDevice: 2 ** 21,
  sticky: 2 ** 20,
  irregular: 2 ** 19,
} as const

/** @throws when the bytes are no packet */
export function readPacket(bytes: Uint8Array): Packet {
  const packet: Packet = { type: 0, id: 0, data: new Uint8Array() }
  readFields(bytes, (field, reader) => {
    if (field === 1) packet.type = reader.int32()
    else if (field === 2) packet.stat = reader.bytes()
    else if (field === 3) packet.id = reader.uint32()
    else if (field === 4) packet.data = reader.bytes()
    else return false
    return true
  })
  return packet
}

/** A path that the engine announces. `time` is milliseconds since 1970; `link` as in `Announced`. */
export type ReceivedStat = {
  path: string
  kind: 'file' | 'folder' | 'link' | 'other'
  /** Who may do what, as the file system has it. */
  mode: number
  time: number
  link: string
}

/** @throws when the bytes are none */
export function readStat(bytes: Uint8Array): ReceivedStat {
  const stat: ReceivedStat = { path: '', kind: 'file', mode: 0, time: 0, link: '' }
  readFields(bytes, (field, reader) => {
    if (field === 1) stat.path = reader.string()
    else if (field === 2) {
      const mode = reader.uint32()
      const is = (bit: number) => Math.floor(mode / bit) % 2 === 1
      const odd = is(MODE.device) || is(MODE.pipe) || is(MODE.charDevice) || is(MODE.socket) || is(MODE.irregular)
      stat.kind = is(MODE.folder) ? 'folder' : is(MODE.symlink) ? 'link' : odd ? 'other' : 'file'
      stat.mode = mode % 512
    } else if (field === 6) stat.time = Number(reader.int64()) / 1e6
    else if (field === 7) stat.link = reader.string()
    else return false
    return true
  })
  return stat
}

/** A file, folder or link as it is announced. */
export type Announced = {
  path: string
  stats: Stats
  /** What a symbolic link leads to, or the first of several names of one file. */
  link?: string | undefined
}

/** A packet that announces a path; everything belongs to root. */
export function statPacket({ path, stats, link = '' }: Announced): Uint8Array {
  const stat = new Message()
    .text(1, path)
    .unsigned(2, modeOf(stats))
    .int64(5, stats.isDirectory() ? 0 : stats.size)
    .int64(6, BigInt(Math.round(stats.mtimeMs * 1000)) * 1000n)
    .text(7, link)
  if (stats.isBlockDevice() || stats.isCharacterDevice()) {
    stat.int64(8, (stats.rdev >>> 8) & 0xfff).int64(9, (stats.rdev & 0xff) | ((stats.rdev >>> 12) & 0xfff00))
  }
  return new Message().message(2, stat).finish()
}

/** A packet that says that everything was announced. */
export const lastStat = (): Uint8Array => new Uint8Array()

export const packet = (type: number, id = 0, data: Uint8Array = new Uint8Array()): Uint8Array =>
  new Message().unsigned(1, type).unsigned(3, id).bytes(4, data).finish()

/** What stands before the bytes of a file’s piece of that length; so they need not be copied. */
export function dataHead(id: number, length: number): Uint8Array {
  const head = new Message().unsigned(1, PACKET.DATA).unsigned(3, id).finish()
  const size: number[] = [0x22]
  for (let rest = length; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) {
      size.push(rest)
      break
    }
    size.push((rest % 128) | 0x80)
  }
  return Buffer.concat([head, Buffer.from(size)])
}

function modeOf(stats: Stats): number {
  // On Windows no file has them; docker makes every one runnable.
  const permissions = process.platform === 'win32' ? 0o755 : stats.mode & 0o777
  let mode = permissions
  if (stats.isDirectory()) mode += MODE.folder
  else if (stats.isSymbolicLink()) mode += MODE.symlink
  else if (stats.isFIFO()) mode += MODE.pipe
  else if (stats.isBlockDevice()) mode += MODE.device
  else if (stats.isCharacterDevice()) mode += MODE.device + MODE.charDevice
  if (process.platform !== 'win32') {
    if (stats.mode & 0o4000) mode += MODE.setuid
    if (stats.mode & 0o2000) mode += MODE.setgid
    if (stats.mode & 0o1000) mode += MODE.sticky
  }
  return mode
}
