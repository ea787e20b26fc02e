/**
 * The bytes of a path or name. Linux has names of any bytes: one that is no UTF-8 is told by U+DC80 to U+DCFF, as
 * Python does.
 */
export function pathBytes(path: string): Buffer {
  if (!/[\udc80-\udcff]/.test(path)) return Buffer.from(path, 'utf8')
  const parts: Buffer[] = []
  // With the flag, a pair of surrogates stays one character: only a lone one is a byte.
  for (const character of path) {
    const code = character.codePointAt(0) ?? 0
    parts.push(code >= 0xdc80 && code <= 0xdcff ? Buffer.from([code & 0xff]) : Buffer.from(character, 'utf8'))
  }
  return Buffer.concat(parts)
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The text that stands for these bytes of a path or name; the reverse of `pathBytes`. */
export function pathText(bytes: Buffer): string {
  try {
    return decoder.decode(bytes)
  } catch {
    return pieces(bytes)
  }
}

function pieces(bytes: Buffer): string {
  let text = ''
  for (let at = 0; at < bytes.length; ) {
    const length = sequence(bytes, at)
    text += length === 0 ? String.fromCharCode(0xdc00 | (bytes[at] ?? 0)) : bytes.toString('utf8', at, at + length)
    at += Math.max(1, length)
  }
  return text
}

/** The length of the UTF-8 sequence there, or 0. */
function sequence(bytes: Buffer, at: number): number {
  const first = bytes[at] ?? 0
  const length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0
  if (length === 0 || at + length > bytes.length) return 0
  try {
    decoder.decode(bytes.subarray(at, at + length))
    return length
  } catch {
    return 0
  }
}

/** A path as the program takes it, and as it goes into a URL: every byte but the plain ones as %XX. */
export const encodePath = (path: string): string =>
  [...pathBytes(path)]
    .map((byte) =>
      /[A-Za-z0-9_./~-]/.test(String.fromCharCode(byte))
        ? String.fromCharCode(byte)
        : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
    )
    .join('')
