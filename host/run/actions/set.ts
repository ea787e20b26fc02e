import type { ContainerSet, Target } from '../../../contract/action.ts'
import { commandLine } from '../../../contract/shell.ts'
import { cutPair } from '../fields/pair.ts'
import { truthOf } from '../flags/flag.ts'
import { FlagNames, type FlagShape, parseFlags } from '../flags/parse.ts'
import { Misfit } from '../misfit.ts'
import { lex } from '../shell/lex.ts'
import { programOf } from '../shell/program.ts'
import { resolve, type Surroundings, type Word } from '../shell/word.ts'
import { decimal } from '../values/integer.ts'

/** The flags of `docker ps`. */
export const listFlags: readonly (FlagShape & { about: string })[] = [
  { name: 'all', short: 'a', alone: true, about: 'stopped ones, too' },
  { name: 'filter', short: 'f', alone: false, about: 'those that match alone' },
  { name: 'format', alone: false, about: 'how each is printed' },
  { name: 'last', short: 'n', alone: false, about: 'the newest so many' },
  { name: 'latest', short: 'l', alone: true, about: 'the newest one' },
  { name: 'no-trunc', alone: true, about: 'ids in full' },
  { name: 'quiet', short: 'q', alone: true, about: 'ids alone' },
  { name: 'size', short: 's', alone: true, about: 'their sizes, too' },
]
const names = new FlagNames(listFlags)
const LISTS = new Set(['ps', 'container ps', 'container ls', 'container list'])

/** A filter of a list: `status=exited`. @throws Misfit without a `=` */
export function filterOf(value: string): { key: string; value: string } {
  if (!value.includes('=')) throw new Misfit(`The filter “${value}” is not name=value.`)
  const { key, value: rest } = cutPair(value)
  return { key: key.trim().toLowerCase(), value: rest.trim() }
}

/** The targets that a word names: `web`, or `$(docker ps -q …)`. @throws Misfit for another command */
export function targetOf(word: Word, around: Surroundings): Target {
  const [hole, ...more] = word.commands
  if (!hole) {
    if (word.value === '') throw new Misfit('A container’s name is empty.')
    return { name: word.value }
  }
  const set = more.length === 0 && word.value === hole.source ? readSet(hole.name, around) : undefined
  if (!set) throw new Misfit(`${hole.source} is not run here; only lists such as $(docker ps -q) are understood.`)
  return { set }
}

/** The set that `docker ps -q …` prints; undefined for anything else, and for one with a mistake in it. */
export function setOf(text: string, around: Surroundings): ContainerSet | undefined {
  try {
    return readSet(text, around)
  } catch (error) {
    if (error instanceof Misfit) return undefined
    throw error
  }
}

/** What follows the name of one of these lists in a docker command; undefined for anything else. */
export function listingWords(text: string, around: Surroundings, lists: ReadonlySet<string>): Word[] | undefined {
  const { tokens, problems } = lex(text, 'posix')
  const words = tokens.flatMap((token) => (token.type === 'word' ? resolve(token, text, around) : []))
  if (problems.length > 0 || words.length < tokens.length) return undefined
  const program = programOf(words, text)
  if (!program || words.some(({ open, commands }) => open.length + commands.length > 0)) return undefined
  const { rest } = program
  const names = rest.map(({ value }) => value)
  const length = [1, 2].find((count) => lists.has(names.slice(0, count).join(' ')))
  return length === undefined ? undefined : rest.slice(length)
}

/** As `setOf`. @throws Misfit for a flag's value that does not fit */
function readSet(text: string, around: Surroundings): ContainerSet | undefined {
  const rest = listingWords(text, around, LISTS)
  if (!rest) return undefined
  const set: ContainerSet = { all: false, filters: [] }
  let quiet = false
  for (const part of parseFlags(rest, names, true)) {
    if (part.kind !== 'flag') return undefined
    const { name } = part.flag
    if (name === 'all') set.all = truthOf(part.value)
    else if (name === 'quiet') quiet = truthOf(part.value)
    else if (name === 'filter') set.filters.push(filterOf(part.value))
    else if (name === 'last') set.last = Number(decimal(part.value, { bits: 32, signed: true }))
    else if (name === 'latest' && truthOf(part.value)) set.last = 1
    else if (name === 'format') quiet ||= /^\{\{ *\.(?:ID|Names) *\}\}$/.test(part.value)
  }
  return quiet ? set : undefined
}

/** The words that list the set. */
export function setWords({ all, last, filters }: ContainerSet): string[] {
  return [
    'ps',
    ...(all ? ['-aq'] : ['-q']),
    ...(last === undefined ? [] : ['--last', String(last)]),
    ...filters.flatMap(({ key, value }) => ['--filter', `${key}=${value}`]),
  ]
}

/** The set as a shell's words have it. */
export const setText = (set: ContainerSet): string => `$(${commandLine(['docker', ...setWords(set)])})`
