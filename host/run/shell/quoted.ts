import { backquote, dollar, type Substitution } from './dollar.ts'
import type { Flavour, Hole, LexProblem } from './token.ts'

/** The pieces of a quoted part, and where it ends. */
export type Quoted = { end: number; pieces: (string | Hole)[]; problem?: LexProblem }

const ESCAPES: Record<string, string> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

/** Reads `'…'` from its first quote. */
export function single(text: string, start: number): Quoted {
  const close = text.indexOf("'", start + 1)
  if (close < 0) return { end: text.length, pieces: [text.slice(start + 1)], problem: open(text, start, "'") }
  return { end: close + 1, pieces: [text.slice(start + 1, close)] }
}

/** Reads `$'…'`, with backslash escapes, from its dollar. */
export function escaped(text: string, start: number): Quoted {
  const bytes: Buffer[] = []
  let at = start + 2
  while (at < text.length && text[at] !== "'") {
    if (text[at] !== '\\') {
      const [plain = ''] = /^[^'\\]+/.exec(text.slice(at)) ?? []
      bytes.push(Buffer.from(plain))
      at += plain.length
      continue
    }
    const [code] = /^(?:x[0-9a-fA-F]{1,2}|u[0-9a-fA-F]{1,4}|[0-7]{1,3})/.exec(text.slice(at + 1, at + 6)) ?? []
    const char = text[at + 1] ?? ''
    if (code === undefined) bytes.push(Buffer.from(ESCAPES[char] ?? (/^[\\'"?]$/.test(char) ? char : `\\${char}`)))
    else if (code.startsWith('u')) bytes.push(Buffer.from(String.fromCodePoint(Number.parseInt(code.slice(1), 16))))
    else
      bytes.push(
        Buffer.from([code.startsWith('x') ? Number.parseInt(code.slice(1), 16) : Number.parseInt(code, 8) & 255]),
      )
    at += 1 + (code ?? char).length
  }
  const pieces = [Buffer.concat(bytes).toString('utf8')]
  if (at >= text.length) return { end: text.length, pieces, problem: open(text, start, "'") }
  return { end: at + 1, pieces }
}

/** Reads `"…"` from its first quote. */
export function double(text: string, start: number, flavour: Flavour): Quoted {
  const pieces: (string | Hole)[] = []
  const sign = flavour === 'powershell' ? '`' : flavour === 'cmd' ? '' : '\\'
  let value = ''
  let at = start + 1
  const take = ({ end, value: found, problem }: Substitution): LexProblem | undefined => {
    pieces.push(value, typeof found === 'string' ? found : { ...found, quoted: true })
    value = ''
    at = end
    return problem
  }
  while (at < text.length) {
    const char = text[at] ?? ''
    if (char === '"') return { end: at + 1, pieces: [...pieces, value] }
    if (char === sign) {
      const next = text[at + 1] ?? ''
      if (next === '\n') at += 2
      else if (next === '\r' && text[at + 2] === '\n') at += 3
      else {
        value += flavour === 'powershell' || /^[$`"\\]$/.test(next) ? next : char + next
        at += 2
      }
    } else if (char === '\\' && text[at + 1] === '"') {
      // Windows' own programs read \" as a quote, too.
      value += '"'
      at += 2
    } else if (char === '$' || (char === '`' && flavour === 'posix')) {
      const problem = take(char === '$' ? dollar(text, at, flavour) : backquote(text, at))
      if (problem) return { end: text.length, pieces, problem }
    } else if (char === '%' && /^%(?:cd|userprofile)%/i.test(text.slice(at, at + 13))) {
      take(percent(text, at))
    } else {
      value += char
      at++
    }
  }
  return { end: text.length, pieces: [...pieces, value], problem: open(text, start, '"') }
}

/** Reads `%cd%` or `%userprofile%` at `start`. */
export function percent(text: string, start: number): Substitution {
  const end = text.indexOf('%', start + 1) + 1
  const source = text.slice(start, end)
  const folder = source.toLowerCase() === '%cd%'
  return { end, value: { kind: folder ? 'folder' : 'home', name: source.slice(1, -1), source } }
}

function open(text: string, start: number, quote: string): LexProblem {
  return { start, end: text.length, what: `This quote ${quote} is not closed.`, next: `Add the missing ${quote}.` }
}
