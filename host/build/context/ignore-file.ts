import { posix } from 'node:path'

/** What Go’s `strings.TrimSpace` takes off. */
const BLANKS = '[\\t\\n\\v\\f\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]'
const ENDS = new RegExp(`^${BLANKS}+|${BLANKS}+$`, 'g')

/** The patterns of a `.dockerignore` file, as Docker reads it: paths from the context’s folder, with `!` in front of those kept. */
export function readIgnore(text: string): string[] {
  const patterns: string[] = []
  for (const line of text.replace(/^\ufeff/, '').split('\n')) {
    if (line.startsWith('#')) continue
    const said = trim(line)
    if (said === '') continue
    const kept = said.startsWith('!')
    const path = kept ? trim(said.slice(1)) : said
    patterns.push(`${kept ? '!' : ''}${path === '' ? '' : fromRoot(clean(path))}`)
  }
  return patterns
}

const trim = (text: string): string => text.replace(ENDS, '')

const fromRoot = (path: string): string => (path.length > 1 && path.startsWith('/') ? path.slice(1) : path)

/** The shortest path that says the same: without `.`, `..` where it can be, doubled and trailing slashes. */
export function clean(path: string): string {
  const slashed = process.platform === 'win32' ? path.replaceAll('\\', '/') : path
  const normal = posix.normalize(slashed)
  return normal.length > 1 && normal.endsWith('/') ? normal.slice(0, -1) : normal
}

/** A pattern as a matcher takes it; undefined for one that is nothing. */
export const cleanPattern = (pattern: string): string | undefined => {
  const said = trim(pattern)
  return said === '' ? undefined : clean(said)
}
