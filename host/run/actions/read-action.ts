import type { Action } from '../../../contract/action.ts'
import { parseFlags } from '../flags/parse.ts'
import { Conflict, Misfit } from '../misfit.ts'
import type { Notes } from '../notes.ts'
import type { Surroundings, Word } from '../shell/word.ts'
import type { Command } from './index.ts'
import { Said } from './said.ts'

/** Reads what follows a command's name. Undefined when something is wrong; the notes say what. */
export function readAction(
  { spec, flags }: Command,
  words: Word[],
  nameWord: Word,
  around: Surroundings,
  notes: Notes,
): Action | undefined {
  const said = new Said()
  const origins = new Map<string, Word>()
  let help = false
  const parts = parseFlags(words, flags, spec.strict !== true)
  for (const part of parts) {
    if (part.kind === 'argument') {
      notes.explain(part.word, 'target', spec.args.about || 'not taken')
      said.args.push(part.word)
    } else if (part.kind === 'end') notes.explain(part.word, 'flag', 'ends the flags')
    else if (part.kind === 'wrong') {
      notes.explain(part.word, 'not understood', part.what)
      notes.problem(part.word, part.what, part.next)
      notes.leave(words.filter(({ start }) => start > part.word.start))
      return undefined
    } else {
      const [first = nameWord, second] = part.words
      if (part.flag.secret) notes.hide(second ?? first, part.value)
      notes.explain(first, 'flag', part.flag.about)
      if (second) notes.explain(second, 'value', `the value of ${part.said}`)
      if (part.flag.name === 'help') help = true
      said.add(part.flag.name, part.value)
      origins.set(part.flag.name, second ?? first)
    }
  }
  const usual = spec.names[0]
  if (help) return { kind: 'help', of: usual }
  const count = countProblem(said.args.length, spec.args, usual)
  if (count !== undefined) {
    notes.problem(said.args[spec.args.max] ?? nameWord, count, `Try docker ${usual} --help.`)
    return undefined
  }
  try {
    return spec.read(said, around)
  } catch (error) {
    if (!(error instanceof Misfit)) throw error
    const flag = error instanceof Conflict ? error.flags[0] : undefined
    const word = (flag !== undefined && origins.get(flag)) || said.args.find(isShell) || said.args[0] || nameWord
    if (word.open.length > 0) return undefined
    notes.problem(word, error.message, 'Correct it, or leave it out.', flag)
    return undefined
  }
}

const isShell = ({ commands }: Word) => commands.length > 0

function countProblem(count: number, { min, max }: { min: number; max: number }, name: string): string | undefined {
  if (count < min)
    return min === 1 ? `docker ${name} of what?` : `docker ${name} needs ${min} names; here is ${count || 'none'}.`
  if (count > max)
    return max === 0
      ? `docker ${name} takes no names.`
      : `docker ${name} takes no more than ${max === 1 ? 'one name' : `${max} names`}.`
  return undefined
}
