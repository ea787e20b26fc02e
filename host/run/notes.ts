import type { CommandProblem, CommandQuestion, ExplainedWord, WordRole } from '../../contract/command.ts'
import type { Word } from './shell/word.ts'

/** Collects what is to be said about each word of a text. */
export class Notes {
  readonly words: ExplainedWord[] = []
  readonly problems: CommandProblem[] = []
  readonly questions: CommandQuestion[] = []
  readonly text: string
  /** What is not to be shown, by where it is in the text. */
  readonly #secrets: { start: number; end: number }[] = []

  constructor(text: string) {
    this.text = text
  }

  /** Says what a word means; said twice of one word, both hold. */
  explain(word: { start: number; end: number }, role: WordRole, about: string): void {
    const known = this.words.at(-1)
    if (known && known.start === word.start && known.end === word.end) known.about += `; ${about}`
    else this.words.push({ ...this.#part(word), role, about })
  }

  /** Takes over what was said of words elsewhere. */
  take(words: readonly ExplainedWord[]): void {
    this.words.push(...words.map((word) => ({ ...word, text: this.#shown(word.start, word.end) })))
  }

  problem(word: { start: number; end: number }, what: string, next: string, flag?: string): void {
    this.problems.push({ ...this.#part(word), what, next, ...(flag !== undefined && { flag }) })
  }

  /** Keeps a value that a word ends with out of all that is said, also of what was said already. */
  hide(word: { start: number; end: number }, value?: string): void {
    const end = word.end
    const at = value === undefined || value === '' ? -1 : this.text.slice(word.start, end).lastIndexOf(value)
    // Quotes and escapes may make the value look otherwise: then all of the word is kept back.
    this.#secrets.push({ start: at < 0 ? word.start : word.start + at, end })
    for (const part of [...this.words, ...this.problems, ...this.questions]) {
      if (part.start < end && part.end > word.start) part.text = this.#shown(part.start, part.end)
    }
  }

  /** Names the words that could not be taken. */
  leave(words: Word[]): void {
    for (const word of words) this.explain(word, 'not understood', 'not read, because of what is wrong before it')
  }

  #part({ start, end }: { start: number; end: number }) {
    return { start, end, text: this.#shown(start, end) }
  }

  #shown(start: number, end: number): string {
    let shown = ''
    let at = start
    for (const secret of this.#secrets.toSorted((left, right) => left.start - right.start)) {
      if (secret.end <= at || secret.start >= end) continue
      shown += `${this.text.slice(at, Math.max(at, secret.start))}${HIDDEN}`
      at = Math.min(end, secret.end)
    }
    return shown + this.text.slice(at, end)
  }
}

/** In the place of what is not to be shown. */
const HIDDEN = '••••••'
