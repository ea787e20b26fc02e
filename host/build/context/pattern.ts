import { SlipwayError } from '../../errors.ts'

/** One pattern of a `.dockerignore` file. */
export type Pattern = {
  /** Without the `!`. */
  text: string
  /** What it matches is kept. */
  kept: boolean
  matches: (path: string) => boolean
}

/** Some character of a path’s name, which in Docker is a whole code point. */
const NO_SLASH = '(?:[\\ud800-\\udbff][\\udc00-\\udfff]|[^/])'
const SPECIAL = new Set('.+()|{}$')
const ESCAPES = process.platform !== 'win32'
/** What a backslash and a letter mean in the regular expressions that Docker makes of patterns. */
const LETTERS: Record<string, string> = {
  a: '\\x07',
  f: '\\f',
  n: '\\n',
  r: '\\r',
  t: '\\t',
  v: '\\v',
  d: '\\d',
  D: '\\D',
  w: '\\w',
  W: '\\W',
  b: '\\b',
  B: '\\B',
  s: '[\\t\\n\\f\\r ]',
  S: '[^\\t\\n\\f\\r ]',
  A: '^',
  z: '$',
}

/**
 * Compiles a cleaned pattern. `*` and `?` stay within a name, `**` goes through folders; other characters that mean
 * something in a regular expression do so inside of brackets alone.
 * @throws SlipwayError INVALID when Docker would not read it
 */
export function compile(pattern: string): Pattern {
  const kept = pattern.startsWith('!')
  const text = kept ? pattern.slice(1) : pattern
  if (text === '' || !isSound(text)) throw bad(pattern)
  const { kind, source } = translate(text, () => bad(pattern))
  if (kind === 'exact') return { text, kept, matches: (path) => path === text }
  if (kind === 'prefix') {
    const start = text.slice(0, -2)
    return { text, kept, matches: (path) => path.startsWith(start) }
  }
  if (kind === 'suffix') {
    const end = text.slice(2)
    return { text, kept, matches: (path) => path.endsWith(end) || (end.startsWith('/') && path === end.slice(1)) }
  }
  try {
    const expression = new RegExp(`^${source}$`)
    return { text, kept, matches: (path) => expression.test(path) }
  } catch {
    throw bad(pattern)
  }
}

type Kind = 'exact' | 'prefix' | 'suffix' | 'expression'

function translate(text: string, refuse: () => Error): { kind: Kind; source: string } {
  let kind: Kind = 'exact'
  let source = ''
  let at = 0
  for (let first = true; at < text.length; first = false) {
    const char = text.charAt(at++)
    if (char === '*' && text[at] === '*') {
      at++
      if (text[at] === '/') at++
      if (at < text.length) {
        source += '(?:[^\\n]*/)?'
        kind = 'expression'
      } else if (kind === 'exact') kind = 'prefix'
      else {
        source += '[^\\n]*'
        kind = 'expression'
      }
      if (first) kind = 'suffix'
    } else if (char === '*' || char === '?') {
      source += char === '*' ? `${NO_SLASH}*` : NO_SLASH
      kind = 'expression'
    } else if (SPECIAL.has(char)) source += `\\${char}`
    else if (char === '\\' && ESCAPES) {
      const next = text.charAt(at++)
      const meant = /[a-zA-Z0-9\u0080-\uffff]/.test(next) ? LETTERS[next] : `\\${next}`
      if (meant === undefined) throw refuse()
      source += meant
      kind = 'expression'
    } else {
      if (char === '[' || char === ']') kind = 'expression'
      source += char
    }
  }
  return { kind, source }
}

/** Whether Go’s `filepath.Match` takes the pattern: brackets closed, ranges whole, nothing missing after a backslash. */
function isSound(text: string): boolean {
  let at = 0
  const one = (): boolean => {
    if (at >= text.length || text[at] === '-' || text[at] === ']') return false
    if (text[at] === '\\' && ESCAPES) at++
    at++
    return at < text.length
  }
  while (at < text.length) {
    const char = text[at++]
    if (char === '\\' && ESCAPES && at++ >= text.length) return false
    if (char !== '[') continue
    if (text[at] === '^') at++
    for (let ranges = 0; ranges === 0 || text[at] !== ']'; ranges++) {
      if (!one()) return false
      if (text[at] !== '-') continue
      at++
      if (!one()) return false
    }
    at++
  }
  return true
}

const bad = (pattern: string) =>
  new SlipwayError('INVALID', {
    what: 'The .dockerignore file can’t be read.',
    why: `“${pattern}” is no pattern.`,
    next: 'Correct or remove this line: brackets must be closed, and nothing but a character may follow a backslash.',
  })
