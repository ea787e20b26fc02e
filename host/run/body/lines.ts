import { Conflict } from '../misfit.ts'

/**
 * The `KEY=value` lines of a file of variables or labels. A key alone is looked up, and left out when not found.
 * @throws Conflict naming the line
 */
export function keyValueLines(
  name: string,
  content: Uint8Array,
  flag: string,
  lookUp: (key: string) => string | undefined,
): string[] {
  const wrong = (why: string) => new Conflict(`The file ${name} can’t be read as KEY=value lines: ${why}`, [flag])
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(content)
  } catch {
    throw wrong('it is not UTF-8 text.')
  }
  const lines: string[] = []
  for (const [at, raw] of text.split('\n').entries()) {
    if (Buffer.byteLength(raw) >= 65_536) throw wrong(`line ${at + 1} is too long.`)
    const line = raw.replace(/\r$/, '').trimStart()
    if (line === '' || line.startsWith('#')) continue
    const [key = ''] = line.split('=', 1)
    if (key === '') throw wrong(`line ${at + 1} has no key.`)
    if (/[ \t]/.test(key)) throw wrong(`the key “${key}” of line ${at + 1} has a blank in it.`)
    if (line.includes('=')) lines.push(line)
    else {
      const value = lookUp(key)
      if (value !== undefined) lines.push(`${key}=${value}`)
    }
  }
  return lines
}
