import type { ExplainedWord } from '../../../contract/command.ts'
import type { Token, WordToken } from './token.ts'

/** One command of a line: its words, and what stands between it and the one before. */
export type SimpleCommand = {
  words: WordToken[]
  after: string
  start: number
  end: number
  /** Where `>` would write what it prints. */
  output?: Redirected
  /** Where `<` would read what it is given. */
  input?: Redirected
}

/** A file after `>` or `<`, and where the two of them are. */
export type Redirected = { file: WordToken; start: number; end: number }

/** The commands of a line, and the parts of it that are set aside. */
export type Line = { commands: SimpleCommand[]; aside: ExplainedWord[] }

const WHY: Record<string, string> = {
  '&&': 'would run the next command when this one succeeded',
  '||': 'would run the next command when this one failed',
  '|': 'would pass the output on to the next command',
  '|&': 'would pass the output on to the next command',
  ';': 'ends a command',
  '&': 'would run it in the background of a shell',
  '(': 'opens a subshell',
  ')': 'closes a subshell',
}

/** Splits a line at `&&`, `|`, `;` and line ends, and sets redirections and comments aside. */
export function splitCommands(tokens: Token[], text: string): Line {
  const commands: SimpleCommand[] = []
  const aside: ExplainedWord[] = []
  let current: SimpleCommand | undefined
  let after = ''
  const note = (start: number, end: number, role: ExplainedWord['role'], about: string) =>
    aside.push({ start, end, text: text.slice(start, end), role, about })
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]
    if (!token) break
    if (token.type === 'comment') note(token.start, token.end, 'comment', 'a comment')
    else if (token.type === 'word') {
      if (!current) {
        current = { words: [], after, start: token.start, end: token.end }
        commands.push(current)
      }
      current.words.push(token)
      current.end = token.end
    } else if (token.redirect) {
      const next = tokens[at + 1]
      const file = next?.type === 'word' ? next : undefined
      if (file) at++
      const redirected = file && { file, start: token.start, end: file.end }
      if (redirected && current && token.text === '>') current.output = redirected
      if (redirected && current && token.text === '<') current.input = redirected
      note(token.start, (file ?? token).end, 'not taken', 'a redirection: no shell is run, so nothing is redirected')
    } else {
      after = token.text
      current = undefined
      if (token.text !== '\n') note(token.start, token.end, 'not taken', WHY[token.text] ?? 'belongs to the shell')
    }
  }
  return { commands, aside }
}
