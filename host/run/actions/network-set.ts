import type { NetworkNamed, NetworkSet } from '../../../contract/action.ts'
import { commandLine } from '../../../contract/shell.ts'
import { truthOf } from '../flags/flag.ts'
import { FlagNames, parseFlags } from '../flags/parse.ts'
import { Misfit } from '../misfit.ts'
import type { Surroundings, Word } from '../shell/word.ts'
import { filterOf, listingWords } from './set.ts'
import { alone, type CommandFlag, valued } from './spec.ts'

/** The flags of `docker network ls`. */
export const networkListFlags: readonly CommandFlag[] = [
  valued('filter', 'f', 'those that match alone'),
  valued('format', undefined, 'how each is printed'),
  alone('no-trunc', undefined, 'ids in full'),
  alone('quiet', 'q', 'ids alone'),
]
const names = new FlagNames(networkListFlags)
const LISTS = new Set(['network ls', 'network list'])

/** The networks that a word names: `front`, or `$(docker network ls -q …)`. @throws Misfit for another command */
export function networkNamedOf(word: Word, around: Surroundings): NetworkNamed {
  const [hole, ...more] = word.commands
  if (!hole) {
    if (word.value === '') throw new Misfit('A network’s name is empty.')
    return { name: word.value }
  }
  const set = more.length === 0 && word.value === hole.source ? readSet(hole.name, around) : undefined
  if (!set)
    throw new Misfit(`${hole.source} is not run here; only lists such as $(docker network ls -q) are understood.`)
  return { set }
}

/** The set that `docker network ls -q …` prints; undefined for anything else, and for one with a mistake in it. */
export function networkSetOf(text: string, around: Surroundings): NetworkSet | undefined {
  try {
    return readSet(text, around)
  } catch (error) {
    if (error instanceof Misfit) return undefined
    throw error
  }
}

/** As `networkSetOf`. @throws Misfit for a flag's value that does not fit */
function readSet(text: string, around: Surroundings): NetworkSet | undefined {
  const rest = listingWords(text, around, LISTS)
  if (!rest) return undefined
  const set: NetworkSet = { filters: [] }
  let quiet = false
  for (const part of parseFlags(rest, names, true)) {
    if (part.kind !== 'flag') return undefined
    const { name } = part.flag
    if (name === 'quiet') quiet = truthOf(part.value)
    else if (name === 'filter') set.filters.push(filterOf(part.value))
    else if (name === 'format') quiet ||= /^\{\{ *\.(?:ID|Name) *\}\}$/.test(part.value)
  }
  return quiet ? set : undefined
}

/** The set as a shell's words have it. */
export const networkSetText = ({ filters }: NetworkSet): string =>
  `$(${commandLine([
    ...['docker', 'network', 'ls', '-q'],
    ...filters.flatMap(({ key, value }) => ['--filter', `${key}=${value}`]),
  ])})`
