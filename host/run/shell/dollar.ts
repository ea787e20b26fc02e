import type { Flavour, Hole, LexProblem } from './token.ts'

/** What a `$…` or `` `…` `` stands for, and where it ends. */
export type Substitution = { end: number; value: string | Hole; problem?: LexProblem }

const NAME = /[A-Za-z_][A-Za-z0-9_]*/y
const FOLDER = new Set(['PWD', 'pwd', 'cd'])
const HOME = new Set(['HOME', 'USERPROFILE'])

/** Reads the substitution that begins with the `$` at `start`; a lone `$` is itself. */
export function dollar(text: string, start: number, flavour: Flavour): Substitution {
  const next = text[start + 1]
  if (next === '(') return parenthesis(text, start)
  if (next === '{') return brace(text, start)
  if (flavour === 'powershell' && /^env:[A-Za-z_]/i.test(text.slice(start + 1, start + 6))) {
    const name = nameAt(text, start + 5)
    return { end: start + 5 + name.length, value: variable(name, text.slice(start, start + 5 + name.length)) }
  }
  const name = nameAt(text, start + 1)
  if (name !== '') return { end: start + 1 + name.length, value: variable(name, `$${name}`) }
  if (next !== undefined && /[0-9@*#?$!-]/.test(next)) {
    return { end: start + 2, value: { kind: 'variable', name: next, source: `$${next}` } }
  }
  return { end: start + 1, value: '$' }
}

/** Reads the command that begins with the backquote at `start`. */
export function backquote(text: string, start: number): Substitution {
  let at = start + 1
  while (at < text.length && text[at] !== '`') at += text[at] === '\\' ? 2 : 1
  if (at >= text.length) return unclosed(text, start, '`', 'backquote')
  return { end: at + 1, value: command(text.slice(start + 1, at), text.slice(start, at + 1)) }
}

function nameAt(text: string, at: number): string {
  NAME.lastIndex = at
  return NAME.exec(text)?.[0] ?? ''
}

function variable(name: string, source: string, fallback?: string): Hole {
  const kind = FOLDER.has(name) ? 'folder' : HOME.has(name) ? 'home' : 'variable'
  return { kind, name, source, ...(fallback !== undefined && { fallback }) }
}

function command(inner: string, source: string): Hole {
  if (/^\s*(?:pwd(?:\s+-[LP])?|cd|Get-Location)\s*$/i.test(inner)) return { kind: 'folder', name: 'pwd', source }
  return { kind: 'command', name: inner.trim(), source }
}

function brace(text: string, start: number): Substitution {
  const end = text.indexOf('}', start)
  if (end < 0) return unclosed(text, start, '}', '`${`')
  const source = text.slice(start, end + 1)
  const [, name, , fallback] = /^\$\{(?:env:)?([A-Za-z_][A-Za-z0-9_]*)(:?-(.*))?\}$/s.exec(source) ?? []
  if (name !== undefined && !/[$`"'\\]/.test(fallback ?? ''))
    return { end: end + 1, value: variable(name, source, fallback) }
  return { end: end + 1, value: { kind: 'command', name: source, source } }
}

function parenthesis(text: string, start: number): Substitution {
  let depth = 0
  let quote = ''
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at]
    if (char === '\\' && quote !== "'") at++
    else if (quote !== '') {
      if (char === quote) quote = ''
    } else if (char === '"' || char === "'") quote = char
    else if (char === '(') depth++
    else if (char === ')' && --depth === 0) {
      return { end: at + 1, value: command(text.slice(start + 2, at), text.slice(start, at + 1)) }
    }
  }
  return unclosed(text, start, ')', '`$(`')
}

function unclosed(text: string, start: number, close: string, what: string): Substitution {
  return {
    end: text.length,
    value: text.slice(start),
    problem: { start, end: text.length, what: `This ${what} is not closed.`, next: `Add the missing “${close}”.` },
  }
}
