import type { Run } from '../../contract/run.ts'
import { emptyRun } from './empty.ts'
import { imageNameOf } from './fields/image.ts'
import { type Flag, runFlags } from './flags/index.ts'
import { FlagNames, type Part, parseFlags, type Taken } from './flags/parse.ts'
import { Misfit } from './misfit.ts'
import type { Notes } from './notes.ts'
import type { Word } from './shell/word.ts'

type HelpOr<F> = F | { name: 'help'; alone: true }
const HELP = { name: 'help', alone: true } as const

const names = {
  run: new FlagNames<HelpOr<Flag>>([...runFlags, HELP]),
  create: new FlagNames<HelpOr<Flag>>([...runFlags.filter(({ verb }) => verb !== 'run'), HELP]),
}

/** A container to create as it was read: which words each flag came from, and whether all of it could be read. */
export type RunReading = { run?: Run; origins: Map<string, Word[]>; help: boolean }

/** Reads what follows `docker run` or `docker create`. `verbWord` is pointed at where something is missing. */
export function readRun(verb: Run['verb'], words: Word[], verbWord: Word, notes: Notes): RunReading {
  const parts = parseFlags(words, names[verb], false)
  const run = emptyRun(verb, '')
  const origins = new Map<string, Word[]>()
  const origin = (name: string, word: Word) => {
    const known = origins.get(name)
    if (known) known.push(word)
    else origins.set(name, [word])
  }
  let help = false
  let wrong: Word | undefined
  for (const part of parts) {
    if (part.kind === 'argument') break
    if (part.kind === 'end') notes.explain(part.word, 'flag', 'ends the flags')
    else if (part.kind === 'wrong') {
      notes.explain(part.word, 'not understood', part.what)
      notes.problem(part.word, part.what, part.next)
      wrong = part.word
    } else if (isHelp(part)) {
      notes.explain(at(part.words, 0), 'flag', 'asks how the command is used')
      help = true
    } else takeFlag(part, run, origin, notes)
  }
  if (wrong) {
    notes.leave(words.filter(({ start }) => start > (wrong?.start ?? 0)))
    return { origins, help }
  }
  const [image, ...command] = parts.flatMap((part) => (part.kind === 'argument' ? [part.word] : []))
  if (!image) {
    if (!help) notes.problem(verbWord, 'No image is named.', `Write one at the end: docker ${verb} nginx`)
    return { origins, help }
  }
  origin('image', image)
  notes.explain(image, 'image', 'the image')
  for (const [index, word] of command.entries()) {
    notes.explain(word, 'argument', index === 0 ? 'the command to run in it' : 'an argument of the command')
  }
  run.image = image.value
  run.command = command.map(({ value }) => value)
  return checkImage(image, notes) ? { run, origins, help } : { origins, help }
}

function isHelp(part: Part<HelpOr<Flag>>): part is Taken<typeof HELP> {
  return part.kind === 'flag' && part.flag.name === 'help'
}

function takeFlag(
  { flag, value, words, said }: Taken<HelpOr<Flag>>,
  run: Run,
  origin: (name: string, word: Word) => void,
  notes: Notes,
): void {
  if (!('set' in flag)) return
  const [first = at(words, 0), second] = words
  notes.explain(first, 'flag', flag.about)
  if (second) notes.explain(second, 'value', `the value of ${said}`)
  origin(flag.name, second ?? first)
  try {
    flag.set(run, value)
  } catch (error) {
    if (!(error instanceof Misfit)) throw error
    // What the person has yet to say may be what is missing.
    if (words.some(({ open }) => open.length > 0)) return
    notes.problem(second ?? first, error.message, `Correct the value of --${flag.name}, or leave it out.`, flag.name)
  }
}

function checkImage(word: Word, notes: Notes): boolean {
  if (word.open.length > 0) return true
  if (/^[–—]/.test(word.value)) {
    notes.problem(word, 'This is a long dash, not a hyphen.', 'Write a hyphen, or two of them, before a flag’s name.')
    return false
  }
  try {
    imageNameOf(word.value)
    return true
  } catch (error) {
    if (!(error instanceof Misfit)) throw error
    notes.problem(word, error.message, 'Correct the image’s name.', 'image')
    return false
  }
}

function at(words: Word[], index: number): Word {
  const word = words[index]
  if (!word) throw new RangeError(`a flag without word ${index}`)
  return word
}
