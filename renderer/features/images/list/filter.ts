import type { Image } from '../../../../contract/index.ts'
import {
  type Criterion,
  EVERYTHING,
  isFiltering,
  type ListFilter,
  labelFits,
  labelWords,
  searcher,
  truth,
} from '../../../lib/list-filter.ts'
import { findImage } from '../find-image.ts'
import { type ImageRow, isDangling, rowsOf } from './rows.ts'

/** Which lines the list shows; the criteria are as `docker images --filter` has them: `label=a=b`, `before=nginx`, `reference=*:latest`. */
export type Filter = ListFilter<'used' | 'unused' | 'dangling'>

const finds = searcher<ImageRow>(({ image, reference = '', users }) => [
  ...[reference, image.id, ...image.digests, ...labelWords(image.labels)],
  ...users.map(({ name }) => name),
])

const USES: Record<Filter['use'], (row: ImageRow) => boolean> = {
  all: () => true,
  used: ({ users }) => users.length > 0,
  unused: ({ users }) => users.length === 0,
  dangling: isDangling,
}

/** The lines that a filter lets through, in their order. `images` are those that `before` and `since` may name. */
export function filtered(rows: readonly ImageRow[], filter: Filter, images: readonly Image[]): readonly ImageRow[] {
  if (!isFiltering(filter)) return rows
  const found = finds(filter.text)
  const tests = testsOf(filter.criteria, images)
  return rows.filter((row) => USES[filter.use](row) && tests.every((fits) => fits(row)) && found(row))
}

/** The images that these filters let through with one of their names. */
export function filteredImages(images: readonly Image[], criteria: readonly Criterion[]): Image[] {
  const rows = rowsOf(images, [], undefined, new Map())
  return [...new Set(filtered(rows, { ...EVERYTHING, criteria }, images).map(({ image }) => image))]
}

/** The filters that can be told from what is known here; the engine knows more. */
export const CRITERIA: ReadonlySet<string> = new Set(['label', 'reference', 'before', 'since', 'dangling'])

type Test = (row: ImageRow) => boolean

/** As the engine has it: of several references one must fit, of other filters each. */
function testsOf(criteria: readonly Criterion[], images: readonly Image[]): Test[] {
  const patterns = criteria.flatMap(({ key, value }) => (key === 'reference' ? [referenceTest(value)] : []))
  const others = criteria.flatMap(({ key, value }): Test[] => {
    if (key === 'label') return [({ image }) => labelFits(image.labels, value)]
    if (key === 'dangling') return [(row) => isDangling(row) === truth(value)]
    const created = key === 'before' || key === 'since' ? findImage(images, value)?.created : undefined
    if (key === 'before') return [({ image }) => created !== undefined && image.created < created]
    if (key === 'since') return [({ image }) => created !== undefined && image.created > created]
    return []
  })
  return patterns.length > 0 ? [...others, (row) => patterns.some((fits) => fits(row))] : others
}

/** A pattern of the engine’s: `*` and `?` stop at a slash, and it is of the name with or without its tag. */
function referenceTest(pattern: string): Test {
  const familiar = pattern.replace(/^(?:index\.)?docker\.io\//, '').replace(/^library\//, '')
  const fits = globTest(familiar)
  return ({ reference, repository }) => reference !== undefined && (fits(reference) || fits(repository))
}

function globTest(pattern: string): (text: string) => boolean {
  const source = pattern.replace(/\\.|\[[^\]]+\]|[\\*?[\]^$.|+(){}]/g, (part) => {
    if (part === '*') return '[^/]*'
    if (part === '?') return '[^/]'
    if (part.length > 1) return part
    return `\\${part}`
  })
  try {
    const expression = new RegExp(`^${source}$`)
    return (text) => expression.test(text)
  } catch {
    return (text) => text === pattern
  }
}
