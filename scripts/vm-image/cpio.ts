export type CpioEntry = { path: string; mode: number; content: Buffer }

/**
 * Packs an archive in the format of a kernel’s initramfs (newc), all of root, with one time for all.
 * @param mtime seconds since 1970
 */
export function packCpio(entries: readonly CpioEntry[], mtime: number): Buffer {
  const end = record({ path: 'TRAILER!!!', mode: 0, content: Buffer.alloc(0) }, 0, 0)
  return Buffer.concat([...entries.flatMap((entry, index) => record(entry, index + 1, mtime)), ...end])
}

function record(entry: CpioEntry, inode: number, mtime: number): Buffer[] {
  const name = Buffer.from(`${entry.path}\0`)
  const fields = [inode, entry.mode, 0, 0, 1, mtime, entry.content.length, 0, 0, 0, 0, name.length, 0]
  const header = `070701${fields.map((field) => field.toString(16).padStart(8, '0')).join('')}`
  return [padded(Buffer.concat([Buffer.from(header), name])), padded(entry.content)]
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)])
}
