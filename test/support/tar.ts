const BLOCK = 512

/** An entry to write: a name’s bytes may be anything; `raw` overwrites bytes of the header, whose checksum then fits. */
export type Entry = {
  name: string | Buffer
  type?: string
  content?: Buffer | string
  target?: string
  mode?: number
  /** Written in place of the content’s length. */
  size?: number
  raw?: Readonly<Record<number, Buffer>>
}

/** A tar (ustar) of these, as its bytes. */
export function tarOf(entries: readonly Entry[], closed = true): Buffer {
  return Buffer.concat([...entries.map(entryOf), ...(closed ? [Buffer.alloc(2 * BLOCK)] : [])])
}

function entryOf({ name, type = '0', content = '', target = '', mode = 0o644, size, raw = {} }: Entry): Buffer {
  const body = Buffer.from(content)
  const header = Buffer.alloc(BLOCK)
  header.set(Buffer.from(name).subarray(0, 100), 0)
  header.write(octal(mode, 7), 100)
  header.write(octal(0, 7), 108)
  header.write(octal(0, 7), 116)
  header.write(octal(size ?? body.length, 11), 124)
  header.write(octal(0, 11), 136)
  header.write(type, 156)
  header.write(target.slice(0, 100), 157)
  header.write('ustar\x0000', 257, 'latin1')
  for (const [at, bytes] of Object.entries(raw)) header.set(bytes, Number(at))
  header.fill(' ', 148, 156)
  header.write(
    `${octal(
      header.reduce((sum, byte) => sum + byte, 0),
      6,
    )}\0 `,
    148,
  )
  return Buffer.concat([header, body, Buffer.alloc(-body.length & (BLOCK - 1))])
}

const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, '0')

/** The records of a PAX header. */
export function paxOf(records: Readonly<Record<string, string | Buffer>>): Buffer {
  return Buffer.concat(
    Object.entries(records).map(([key, value]) => {
      const rest = Buffer.concat([Buffer.from(` ${key}=`), Buffer.from(value), Buffer.from('\n')])
      let length = rest.length
      while (length !== rest.length + String(length).length) length = rest.length + String(length).length
      return Buffer.concat([Buffer.from(String(length)), rest])
    }),
  )
}
