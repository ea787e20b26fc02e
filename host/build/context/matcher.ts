import { cleanPattern } from './ignore-file.ts'
import { compile, type Pattern } from './pattern.ts'

/** Which patterns matched a folder; what is in it need not be asked again. */
export type Matched = readonly boolean[]

/** Patterns, of which the last that fits decides. */
export class Matcher {
  readonly patterns: readonly Pattern[]
  /** Some begin with `!`. */
  readonly keeps: boolean

  /** @throws SlipwayError INVALID for a pattern that Docker would not read */
  constructor(patterns: readonly string[]) {
    this.patterns = patterns.flatMap((pattern) => {
      const cleaned = cleanPattern(pattern)
      return cleaned === undefined ? [] : [compile(cleaned)]
    })
    this.keeps = this.patterns.some(({ kept }) => kept)
  }

  /** Whether a path matches, by itself or by a folder it is in; `parent` is what is known of the folder around it. */
  match(path: string, parent: Matched | undefined): { matched: boolean; each: Matched } {
    const parents = parent ? [] : foldersAround(path)
    const each: boolean[] = []
    let matched = false
    for (const [index, pattern] of this.patterns.entries()) {
      let fits = parent?.[index] ?? false
      if (!fits && pattern.kept === matched) {
        fits = pattern.matches(path) || parents.some((folder) => pattern.matches(folder))
      }
      each.push(fits)
      if (fits) matched = !pattern.kept
    }
    return { matched, each }
  }

  /** As `match`, of a path alone. */
  matches(path: string): boolean {
    return this.match(path, undefined).matched
  }

  /**
   * As Docker decides whether the Dockerfile and `.dockerignore` must be let in by name: it asks of one folder around
   * the file alone, which matters for a Dockerfile deep inside.
   */
  matchesByOneFolder(path: string): boolean {
    const folders = path.split('/').slice(0, -1)
    let matched = false
    for (const pattern of this.patterns) {
      if (pattern.kept !== matched) continue
      const deep = pattern.text.split('/').length
      const fits =
        pattern.matches(path) ||
        (folders.length > 0 && deep <= folders.length && pattern.matches(folders.slice(0, deep).join('/')))
      if (fits) matched = !pattern.kept
    }
    return matched
  }
}

function foldersAround(path: string): string[] {
  const parts = path.split('/').slice(0, -1)
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}
