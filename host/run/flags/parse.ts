import type { Word } from '../shell/word.ts'

/** What the parser has to know of a flag. */
export type FlagShape = { name: string; short?: string; also?: readonly string[]; alone: boolean }

/** A flag with its value, and the words it was read from; `shared` where one word holds several flags. */
export type Taken<F> = { kind: 'flag'; flag: F; value: string; words: Word[]; said: string }
export type Part<F> =
  | Taken<F>
  | { kind: 'argument'; word: Word }
  | { kind: 'end'; word: Word }
  | { kind: 'wrong'; word: Word; what: string; next: string }

/** Flags by their names. */
export class FlagNames<F extends FlagShape> {
  readonly #long = new Map<string, F>()
  readonly #short = new Map<string, F>()

  constructor(flags: readonly F[]) {
    for (const flag of flags) {
      for (const name of [flag.name, ...(flag.also ?? [])]) this.#long.set(name, flag)
      if (flag.short !== undefined) this.#short.set(flag.short, flag)
    }
  }

  long(name: string): F | undefined {
    return this.#long.get(name)
  }

  short(letter: string): F | undefined {
    return this.#short.get(letter)
  }

  /** The flag whose name is nearest to what was written. */
  nearest(name: string): string | undefined {
    let best: { name: string; distance: number } | undefined
    for (const known of this.#long.keys()) {
      const distance = editDistance(name.slice(0, 40), known)
      if (distance <= Math.max(1, Math.floor(known.length / 3)) && distance < (best?.distance ?? 99)) {
        best = { name: known, distance }
      }
    }
    return best?.name
  }
}

/**
 * Reads flags and arguments as the docker CLI does: `--flag value`, `--flag=value`, `-f value`, `-fvalue`, `-itd`.
 * It ends at the first thing that is wrong. Without `mixed`, the first argument ends the flags.
 */
export function parseFlags<F extends FlagShape>(words: Word[], flags: FlagNames<F>, mixed: boolean): Part<F>[] {
  const parts: Part<F>[] = []
  for (let at = 0; at < words.length; at++) {
    const word = words[at]
    if (!word) break
    const text = word.value
    if (text === '--') {
      parts.push(
        { kind: 'end', word },
        ...words.slice(at + 1).map((rest) => ({ kind: 'argument' as const, word: rest })),
      )
      return parts
    }
    if (!text.startsWith('-') || text === '-') {
      parts.push({ kind: 'argument', word })
      if (mixed) continue
      parts.push(...words.slice(at + 1).map((rest) => ({ kind: 'argument' as const, word: rest })))
      return parts
    }
    const before = parts.length
    const used = text.startsWith('--')
      ? long(word, words[at + 1], flags, parts)
      : short(word, words[at + 1], flags, parts)
    if (parts.slice(before).some(({ kind }) => kind === 'wrong')) return parts
    if (used) at++
  }
  return parts
}

function long<F extends FlagShape>(word: Word, next: Word | undefined, flags: FlagNames<F>, parts: Part<F>[]): boolean {
  const body = word.value.slice(2)
  const at = body.indexOf('=')
  const name = at < 0 ? body : body.slice(0, at)
  const flag = flags.long(name)
  const said = `--${name}`
  if (!flag) {
    const near = flags.nearest(name)
    const hint = near === undefined ? 'Leave it out, or correct it.' : `Did you mean --${near}?`
    parts.push({ kind: 'wrong', word, what: `There is no flag ${said} here.`, next: hint })
    return false
  }
  if (at >= 0) parts.push({ kind: 'flag', flag, value: body.slice(at + 1), words: [word], said })
  else if (flag.alone) parts.push({ kind: 'flag', flag, value: 'true', words: [word], said })
  else if (next) {
    parts.push({ kind: 'flag', flag, value: next.value, words: [word, next], said })
    return true
  } else parts.push({ kind: 'wrong', word, what: `${said} has no value.`, next: 'Write its value after it.' })
  return false
}

function short<F extends FlagShape>(
  word: Word,
  next: Word | undefined,
  flags: FlagNames<F>,
  parts: Part<F>[],
): boolean {
  const letters = word.value.slice(1)
  for (let at = 0; at < letters.length; at++) {
    const letter = letters.charAt(at)
    const rest = letters.slice(at + 1)
    const flag = flags.short(letter)
    const said = `-${letter}`
    if (!flag) {
      const near = flags.long(letters) ? `Did you mean --${letters}?` : 'Leave it out, or correct it.'
      parts.push({ kind: 'wrong', word, what: `There is no flag ${said} here.`, next: near })
      return false
    }
    const give = (value: string, words: Word[]) => parts.push({ kind: 'flag', flag, value, words, said })
    if (rest.length > 1 && rest.startsWith('=')) {
      give(rest.slice(1), [word])
      return false
    }
    if (flag.alone) {
      give('true', [word])
      continue
    }
    if (rest !== '') {
      give(rest, [word])
      return false
    }
    if (next) {
      give(next.value, [word, next])
      return true
    }
    parts.push({ kind: 'wrong', word, what: `${said} has no value.`, next: 'Write its value after it.' })
  }
  return false
}

/** Letters to put in, take out, change or swap with their neighbour; each counts as one. */
function editDistance(left: string, right: string): number {
  let before: number[] = []
  let row = Array.from({ length: right.length + 1 }, (_, at) => at)
  for (let i = 1; i <= left.length; i++) {
    const next = [i]
    for (let j = 1; j <= right.length; j++) {
      const change = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1)
      const swaps = i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1]
      const swap = swaps ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY
      next.push(Math.min(change, swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    before = row
    row = next
  }
  return row[right.length] ?? 0
}
