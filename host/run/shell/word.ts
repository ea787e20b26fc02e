import type { CommandQuestion } from '../../../contract/command.ts'
import type { Hole, WordToken } from './token.ts'

/** What is known of the shell the line was written for. */
export type Surroundings = {
  /** The person's answers, by the questions' keys. */
  answers?: Record<string, string>
  /** The environment's variables. */
  variables?: Record<string, string | undefined>
  /** What a question about the folder or the home folder suggests. */
  folder?: string
  home?: string
}

/** A word with what could be filled in filled in; what is open stands in it as it was written. */
export type Word = {
  start: number
  end: number
  value: string
  /** Questions whose answers belong in it. */
  open: CommandQuestion[]
  /** Commands in it that only a shell could run. */
  commands: Hole[]
}

/** Fills in a word's holes. */
export function resolve(token: WordToken, source: string, around: Surroundings): Word {
  const word: Word = { start: token.start, end: token.end, value: '', open: [], commands: [] }
  const text = source.slice(token.start, token.end)
  for (const piece of token.pieces) {
    if (typeof piece === 'string') {
      word.value += piece
      continue
    }
    const known = piece.kind === 'command' ? undefined : answer(piece, around)
    word.value += known ?? piece.source
    if (known !== undefined) continue
    if (piece.kind === 'command') word.commands.push(piece)
    else word.open.push({ start: token.start, end: token.end, text, ...question(piece, piece.kind, around) })
  }
  return word
}

function answer({ kind, name }: Hole, { answers, variables }: Surroundings): string | undefined {
  const said = own(answers, keyOf(kind, name))
  return said ?? (kind === 'variable' ? own(variables, name) : undefined)
}

const keyOf = (kind: Hole['kind'], name: string) => (kind === 'variable' ? `$${name}` : kind)

function own(record: Record<string, string | undefined> | undefined, key: string): string | undefined {
  return record && Object.hasOwn(record, key) ? record[key] : undefined
}

function question({ name, source, fallback }: Hole, kind: CommandQuestion['kind'], around: Surroundings) {
  const what = {
    folder: `Which folder is ${source}?`,
    home: `Which folder is your home folder, ${source}?`,
    variable: `What is the value of ${source}?`,
  }[kind]
  const suggestion = kind === 'folder' ? around.folder : kind === 'home' ? around.home : fallback
  return { key: keyOf(kind, name), kind, what, ...(suggestion !== undefined && { suggestion }) }
}
