import type { VolumeNamed } from '../../../contract/action.ts'
import { commandLine } from '../../../contract/shell.ts'
import { truthOf } from '../flags/flag.ts'
import { FlagNames, parseFlags } from '../flags/parse.ts'
import { Misfit } from '../misfit.ts'
import type { Surroundings, Word } from '../shell/word.ts'
import { filterOf, listingWords } from './set.ts'
import { alone, type CommandFlag, valued } from './spec.ts'

type VolumeSet = Extract<VolumeNamed, { set: unknown }>['set']

/** The flags of `docker volume ls`. */
export const volumeListFlags: readonly CommandFlag[] = [
  valued('filter', 'f', 'those that match alone'),
  valued('format', undefined, 'how each is printed'),
  alone('quiet', 'q', 'names alone'),
]
const names = new FlagNames(volumeListFlags)
const LISTS = new Set(['volume ls', 'volume list'])

/** The volumes that a word names: `data`, or `$(docker volume ls -q …)`. @throws Misfit for another command */
export function volumeNamedOf(word: Word, around: Surroundings): VolumeNamed {
  const [hole, ...more] = word.commands
  if (!hole) {
    if (word.value === '') throw new Misfit('A volume’s name is empty.')
    return { name: word.value }
  }
  const set = more.length === 0 && word.value === hole.source ? readSet(hole.name, around) : undefined
  if (!set)
    throw new Misfit(`${hole.source} is not run here; only lists such as $(docker volume ls -q) are understood.`)
  return { set }
}

/** The set that `docker volume ls -q …` prints; undefined for anything else, and for one with a mistake in it. */
export function volumeSetOf(text: string, around: Surroundings): VolumeSet | undefined {
  try {
    return readSet(text, around)
  } catch (error) {
    if (error instanceof Misfit) return undefined
    throw error
  }
}

/** As `volumeSetOf`. @throws Misfit for a flag's value that does not fit */
function readSet(text: string, around: Surroundings): VolumeSet | undefined {
  const rest = listingWords(text, around, LISTS)
  if (!rest) return undefined
  const set: VolumeSet = { filters: [] }
  let quiet = false
  for (const part of parseFlags(rest, names, true)) {
    if (part.kind !== 'flag') return undefined
    const { name } = part.flag
    if (name === 'quiet') quiet = truthOf(part.value)
    else if (name === 'filter') set.filters.push(filterOf(part.value))
    else if (name === 'format') quiet ||= /^\{\{ *\.Name *\}\}$/.test(part.value)
  }
  return quiet ? set : undefined
}

/** The set as a shell's words have it. */
export const volumeSetText = ({ filters }: VolumeSet): string =>
  `$(${commandLine([
    ...['docker', 'volume', 'ls', '-q'],
    ...filters.flatMap(({ key, value }) => ['--filter', `${key}=${value}`]),
  ])})`
