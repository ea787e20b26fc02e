import { type Matched, Matcher } from './matcher.ts'
import type { Entry, Judge, Verdict } from './walk.ts'
import { walk } from './walk.ts'

/** What of a folder is wanted: paths that match an `include`, where there are any, and no `exclude`. */
export type Wanted = { include: readonly string[]; exclude: readonly string[] }

type State = { include: Matched | undefined; exclude: Matched | undefined }

/**
 * Leaves out what `.dockerignore` names, as the classic builder’s client does: a folder that is left out is looked into
 * only where a later `!` names something in it.
 */
export function ignoring(matcher: Matcher): Judge<Matched> {
  return (path, folder, around) => {
    const { matched, each } = matcher.match(path, around)
    const enter = folder && (!matched || keepsWithin(matcher, path, (text) => text))
    return { take: !matched, enter, state: each }
  }
}

/** What is wanted of a folder as BuildKit asks for it; the folders around what is taken are taken, too. */
export async function* wantedOf(root: string, { include, exclude }: Wanted): AsyncGenerator<Entry> {
  const parents: (Entry & { taken: boolean })[] = []
  for await (const entry of walk(root, wanting(include, exclude))) {
    while (parents.length > 0 && !entry.path.startsWith(`${parents.at(-1)?.path}/`)) parents.pop()
    if (entry.taken) {
      for (const parent of parents) {
        if (parent.taken) continue
        parent.taken = true
        yield parent
      }
      yield entry
    }
    if (entry.stats.isDirectory()) parents.push(entry)
  }
}

function wanting(include: readonly string[], exclude: readonly string[]): Judge<State> {
  const includes = include.length > 0 ? new Matcher(include) : undefined
  const excludes = exclude.length > 0 ? new Matcher(exclude) : undefined
  const includesAreFolders = includes?.patterns.every(({ kept, text }) => kept || isPlain(text)) ?? true
  const keptAreFolders = excludes?.patterns.every(({ kept, text }) => !kept || isPlain(text)) ?? true
  return (path, folder, around): Verdict<State> => {
    const state: State = { include: undefined, exclude: undefined }
    let take = true
    let enter = folder
    if (includes) {
      const { matched, each } = includes.match(path, around?.include)
      state.include = each
      if (!matched) {
        take = false
        enter &&= !includesAreFolders || leadsTo(includes, path)
      }
    }
    if (excludes && (take || enter)) {
      const { matched, each } = excludes.match(path, around?.exclude)
      state.exclude = each
      if (matched) {
        take = false
        enter &&= !keptAreFolders || keepsWithin(excludes, path, withoutGlob)
      }
    }
    return { take, enter, state }
  }
}

/** Whether a later `!` names something in the folder. */
function keepsWithin({ keeps, patterns }: Matcher, folder: string, textOf: (text: string) => string): boolean {
  return keeps && patterns.some(({ kept, text }) => kept && `${textOf(text)}/`.startsWith(`${folder}/`))
}

function leadsTo({ patterns }: Matcher, folder: string): boolean {
  return patterns.some(({ kept, text }) => !kept && `${withoutGlob(text)}/`.startsWith(`${folder}/`))
}

const withoutGlob = (text: string): string => text.replace(/\/\*\*$/, '').replace(/\/\*$/, '')

const isPlain = (text: string): boolean => !/[*[\]?^\\]/.test(withoutGlob(text))
