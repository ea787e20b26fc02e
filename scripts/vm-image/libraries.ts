import type { Tree } from './tree.ts'

const PT_LOAD = 1
const PT_DYNAMIC = 2
const DT_NEEDED = 1
const DT_STRTAB = 5

/** Checks that every library a program or library of the tree is linked with is in the tree. @throws Error naming those that are not */
export function checkLibraries(tree: Tree): void {
  const names = new Set([...tree.keys()].map((path) => path.slice(path.lastIndexOf('/') + 1)))
  const missing: string[] = []
  for (const [path, entry] of tree) {
    if (entry.kind !== 'file' || path.endsWith('.ko')) continue
    for (const library of neededLibraries(entry.content)) {
      if (!names.has(library)) missing.push(`${path} needs ${library}`)
    }
  }
  if (missing.length > 0) throw new Error(`The image lacks libraries: ${missing.join('; ')}.`)
}

/** The libraries that a 64-bit little-endian ELF is linked with; none for anything else. */
export function neededLibraries(bytes: Buffer): string[] {
  if (bytes.length < 64 || bytes.readUInt32BE(0) !== 0x7f454c46 || bytes[4] !== 2) return []
  const word = (at: number): number => Number(bytes.readBigUInt64LE(at))
  const segments = Array.from({ length: bytes.readUInt16LE(0x38) }, (_, index) => {
    const at = word(0x20) + index * bytes.readUInt16LE(0x36)
    return { type: bytes.readUInt32LE(at), offset: word(at + 8), address: word(at + 16), size: word(at + 32) }
  })
  const dynamic = segments.find((segment) => segment.type === PT_DYNAMIC)
  if (dynamic === undefined) return []
  const needed: number[] = []
  let strings = 0
  for (let at = dynamic.offset; at + 16 <= dynamic.offset + dynamic.size; at += 16) {
    if (word(at) === DT_NEEDED) needed.push(word(at + 8))
    else if (word(at) === DT_STRTAB) strings = word(at + 8)
  }
  const holder = segments.find(
    (segment) => segment.type === PT_LOAD && strings >= segment.address && strings < segment.address + segment.size,
  )
  if (holder === undefined) return []
  const start = strings - holder.address + holder.offset
  return needed.map((at) => bytes.toString('latin1', start + at, bytes.indexOf(0, start + at)))
}
