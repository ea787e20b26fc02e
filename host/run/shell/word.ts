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

/** Fills in a word's holes. As in a shell, a variable's value that is not in quotes may make several words, or none. */
export function resolve(token: WordToken, source: string, around: Surroundings): Word[] {
  const { start, end, pieces } = token
  const text = source.slice(start, end)
  const words: Word[] = []
  let word: Word | undefined
  const begin = (): Word => {
    word = { start, end, value: '', open: [], commands: [] }
    words.push(word)
    return word
  }
  for (const piece of pieces) {
    if (typeof piece === 'string') {
      word ??= begin()
      word.value += piece
      continue
    }
    const known = piece.kind === 'command' ? undefined : answer(piece, around)
    if (known?.splits && !piece.quoted) {
      const [first = '', ...parts] = known.value.split(/[ \t\n]+/)
      if (first !== '') (word ?? begin()).value += first
      for (const part of parts) {
        word = undefined
        if (part !== '') begin().value = part
      }
      continue
    }
    word ??= begin()
    word.value += known?.value ?? piece.source
    if (known) continue
    if (piece.kind === 'command') word.commands.push(piece)
    else word.open.push({ start, end, text, ...question(piece, piece.kind, around) })
  }
  return words
}

/** What is known of a hole. What the person answered is one word, whatever is in it. */
function answer({ kind, name }: Hole, { answers, variables }: Surroundings): Known | undefined {
  const said = own(answers, keyOf(kind, name))
  if (said !== undefined) return { value: said, splits: false }
  const value = kind === 'variable' ? own(variables, name) : undefined
  return value === undefined ? undefined : { value, splits: true }
}

type Known = { value: string; splits: boolean }

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
