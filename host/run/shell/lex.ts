import { backquote, dollar } from './dollar.ts'
import { promptLength } from './flavour.ts'
import { double, escaped, percent, single } from './quoted.ts'
import type { Flavour, Hole, LexProblem, Token } from './token.ts'

export type Lexed = { tokens: Token[]; problems: LexProblem[] }

const BLANK = /[ \t]/
const OPERATOR = /(?:\d*(?:<<<|<<-?|<>|<&|>>|>&|>\||<|>)|&>>?|&&|\|\||\|&|;;|[|&;()]|\r?\n)/y

/** Reads a text into words and operators as a shell does, without running or filling in anything. */
export function lex(text: string, flavour: Flavour): Lexed {
  const tokens: Token[] = []
  const problems: LexProblem[] = []
  let at = promptLength(text)
  while (at < text.length) {
    const char = text[at] ?? ''
    if (BLANK.test(char) || char === '\ufeff' || char === '\u00a0') at++
    else if (continuation(text, at, flavour) > 0) at += continuation(text, at, flavour)
    else if (char === '#') {
      const end = text.indexOf('\n', at)
      tokens.push({ type: 'comment', start: at, end: end < 0 ? text.length : end })
      at = end < 0 ? text.length : end
    } else {
      const operator = operatorAt(text, at)
      if (operator !== undefined) {
        tokens.push({
          type: 'operator',
          start: at,
          end: at + operator.length,
          text: operator.replace('\r', ''),
          redirect: /[<>]/.test(operator),
        })
        at += operator.length
        if (operator.endsWith('\n')) at += promptLength(text.slice(at, at + 300))
      } else at = word(text, at, flavour, tokens, problems)
    }
  }
  return { tokens, problems }
}

function operatorAt(text: string, at: number): string | undefined {
  OPERATOR.lastIndex = at
  return OPERATOR.exec(text)?.[0]
}

/** How long a line's continuation is here: a backslash, PowerShell's backtick or cmd's caret at its very end. */
function continuation(text: string, at: number, flavour: Flavour): number {
  const char = text[at]
  if (char !== '\\' && !(char === '`' && flavour === 'powershell') && !(char === '^' && flavour === 'cmd')) return 0
  if (text[at + 1] === '\n') return 2
  if (text[at + 1] === '\r' && text[at + 2] === '\n') return 3
  return at + 1 === text.length && flavour === 'posix' ? 1 : 0
}

function word(text: string, start: number, flavour: Flavour, tokens: Token[], problems: LexProblem[]): number {
  const pieces: (string | Hole)[] = []
  let at = start
  const take = (part: { end: number; pieces: (string | Hole)[]; problem?: LexProblem }) => {
    pieces.push(...part.pieces)
    if (part.problem) problems.push(part.problem)
    at = part.end
  }
  const fill = (part: { end: number; value: string | Hole; problem?: LexProblem }) =>
    take({ end: part.end, pieces: [part.value], ...(part.problem && { problem: part.problem }) })
  const tilde = flavour === 'posix' ? /^~(?=[/\s;|&<>()]|$)/ : /^~(?=[/\\\s;|&<>()]|$)/
  if (tilde.test(text.slice(at, at + 2))) fill({ end: at + 1, value: { kind: 'home', name: '~', source: '~' } })
  while (at < text.length) {
    const char = text[at] ?? ''
    const skip = continuation(text, at, flavour)
    if (skip > 0) at += skip
    else if (BLANK.test(char) || char === '\n' || (char === '\r' && text[at + 1] === '\n')) break
    else if (/[|&;()<>]/.test(char)) break
    else if (char === "'") take(single(text, at))
    else if (char === '"') take(double(text, at, flavour))
    else if (char === '$' && text[at + 1] === "'" && flavour === 'posix') take(escaped(text, at))
    else if (char === '$' && text[at + 1] === '"' && flavour === 'posix') take(double(text, at + 1, flavour))
    else if (char === '$') fill(dollar(text, at, flavour))
    else if (char === '`' && flavour === 'posix') fill(backquote(text, at))
    else if (char === '%' && /^%(?:cd|userprofile)%/i.test(text.slice(at, at + 13))) fill(percent(text, at))
    else if ((char === '\\' && flavour === 'posix') || (char === '`' && flavour === 'powershell')) {
      pieces.push(text[at + 1] ?? '')
      at += 2
    } else {
      let end = at + 1
      while (end < text.length && /[^\s|&;()<>'"$`%\\^\u00a0]/.test(text[end] ?? '')) end++
      pieces.push(text.slice(at, end))
      at = end
    }
  }
  tokens.push({ type: 'word', start, end: Math.min(at, text.length), pieces })
  return Math.max(at, start + 1)
}
