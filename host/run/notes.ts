import type { CommandProblem, CommandQuestion, ExplainedWord, WordRole } from '../../contract/command.ts'
import type { Word } from './shell/word.ts'

/** Collects what is to be said about each word of a text. */
export class Notes {
  readonly words: ExplainedWord[] = []
  readonly problems: CommandProblem[] = []
  readonly questions: CommandQuestion[] = []
  readonly text: string

  constructor(text: string) {
    this.text = text
  }

  /** Says what a word means; said twice of one word, both hold. */
  explain(word: { start: number; end: number }, role: WordRole, about: string): void {
    const known = this.words.at(-1)
    if (known && known.start === word.start && known.end === word.end) known.about += `; ${about}`
    else this.words.push({ ...this.#part(word), role, about })
  }

  problem(word: { start: number; end: number }, what: string, next: string, flag?: string): void {
    this.problems.push({ ...this.#part(word), what, next, ...(flag !== undefined && { flag }) })
  }

  /** Names the words that could not be taken. */
  leave(words: Word[]): void {
    for (const word of words) this.explain(word, 'not understood', 'not read, because of what is wrong before it')
  }

  #part({ start, end }: { start: number; end: number }) {
    return { start, end, text: this.text.slice(start, end) }
  }
}
