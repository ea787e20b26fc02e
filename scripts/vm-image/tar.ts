const BLOCK = 512

export type TarEntry =
  | { kind: 'file'; path: string; mode: number; content: Buffer }
  | { kind: 'symlink'; path: string; target: string }
  | { kind: 'link'; path: string; target: string }
  | { kind: 'folder'; path: string }

/**
 * Reads the entries of a tar as Debian’s packages have it (ustar and GNU long names). Paths come without a leading
 * `./`; device nodes are left out.
 * @throws Error when a path leads out of the tree or a header is broken
 */
export function* readTar(bytes: Buffer): Generator<TarEntry> {
  let longPath: string | undefined
  let longTarget: string | undefined
  for (let at = 0; at + BLOCK <= bytes.length; ) {
    const header = bytes.subarray(at, at + BLOCK)
    if (header.every((byte) => byte === 0)) return
    const size = octal(header, 124, 12)
    const content = bytes.subarray(at + BLOCK, at + BLOCK + size)
    if (content.length !== size) throw new Error('The tar ends within a file.')
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK
    const type = String.fromCharCode(header[156] ?? 0)
    if (type === 'L') {
      longPath = text(content, 0, size)
      continue
    }
    if (type === 'K') {
      longTarget = text(content, 0, size)
      continue
    }
    const prefix = text(header, 345, 155)
    const path = within(longPath ?? (prefix === '' ? text(header, 0, 100) : `${prefix}/${text(header, 0, 100)}`))
    const target = longTarget ?? text(header, 157, 100)
    longPath = undefined
    longTarget = undefined
    if (type === '0' || type === '\0') yield { kind: 'file', path, mode: octal(header, 100, 8), content }
    else if (type === '1') yield { kind: 'link', path, target: within(target) }
    else if (type === '2') yield { kind: 'symlink', path, target }
    else if (type === '5') yield { kind: 'folder', path }
  }
}

function text(bytes: Buffer, start: number, length: number): string {
  const end = bytes.indexOf(0, start)
  return bytes.toString('utf8', start, end === -1 || end > start + length ? start + length : end)
}

function octal(bytes: Buffer, start: number, length: number): number {
  const value = Number.parseInt(text(bytes, start, length).trim(), 8)
  if (!Number.isSafeInteger(value) || value < 0) throw new Error('A header of the tar has no number where it should.')
  return value
}

function within(path: string): string {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.')
  if (parts.includes('..')) throw new Error(`The path ${path} leads out of the tree.`)
  return parts.join('/')
}
