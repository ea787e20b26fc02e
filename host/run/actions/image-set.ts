import type { ImageNamed, ImageSet } from '../../../contract/action.ts'
import { commandLine } from '../../../contract/shell.ts'
import { truthOf } from '../flags/flag.ts'
import { FlagNames, parseFlags } from '../flags/parse.ts'
import { Misfit } from '../misfit.ts'
import type { Surroundings, Word } from '../shell/word.ts'
import { filterOf, listingWords } from './set.ts'
import { alone, type CommandFlag, valued } from './spec.ts'

/** The flags of `docker images`. */
export const imageListFlags: readonly CommandFlag[] = [
  alone('all', 'a', 'those in between, too'),
  alone('digests', undefined, 'with their digests'),
  valued('filter', 'f', 'those that match alone'),
  valued('format', undefined, 'how each is printed'),
  alone('no-trunc', undefined, 'ids in full'),
  alone('quiet', 'q', 'ids alone'),
  alone('tree', undefined, 'with the platforms of each'),
]
const names = new FlagNames(imageListFlags)
const LISTS = new Set(['images', 'image ls', 'image list'])

/** The images that a word names: `nginx`, or `$(docker images -q …)`. @throws Misfit for another command */
export function imageNamedOf(word: Word, around: Surroundings): ImageNamed {
  const [hole, ...more] = word.commands
  if (!hole) {
    if (word.value === '') throw new Misfit('An image’s name is empty.')
    return { name: word.value }
  }
  const set = more.length === 0 && word.value === hole.source ? readSet(hole.name, around) : undefined
  if (!set) throw new Misfit(`${hole.source} is not run here; only lists such as $(docker images -q) are understood.`)
  return { set }
}

/** The set that `docker images -q …` prints; undefined for anything else, and for one with a mistake in it. */
export function imageSetOf(text: string, around: Surroundings): ImageSet | undefined {
  try {
    return readSet(text, around)
  } catch (error) {
    if (error instanceof Misfit) return undefined
    throw error
  }
}

/** As `imageSetOf`. @throws Misfit for a flag's value that does not fit */
function readSet(text: string, around: Surroundings): ImageSet | undefined {
  const rest = listingWords(text, around, LISTS)
  if (!rest) return undefined
  const set: ImageSet = { all: false, filters: [] }
  let quiet = false
  for (const part of parseFlags(rest, names, true)) {
    if (part.kind === 'argument') {
      if (set.reference !== undefined) return undefined
      set.reference = part.word.value
      continue
    }
    if (part.kind !== 'flag') return undefined
    const { name } = part.flag
    if (name === 'all') set.all = truthOf(part.value)
    else if (name === 'quiet') quiet = truthOf(part.value)
    else if (name === 'filter') set.filters.push(filterOf(part.value))
    else if (name === 'format') quiet ||= /^\{\{ *\.ID *\}\}$/.test(part.value)
  }
  return quiet ? set : undefined
}

/** The set as a shell's words have it. */
export const imageSetText = ({ all, filters, reference }: ImageSet): string =>
  `$(${commandLine([
    ...['docker', 'images', all ? '-aq' : '-q'],
    ...filters.flatMap(({ key, value }) => ['--filter', `${key}=${value}`]),
    ...(reference === undefined ? [] : /^-./.test(reference) ? ['--', reference] : [reference]),
  ])})`
