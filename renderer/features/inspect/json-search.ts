import type { JsonLine } from './json-lines.ts'

/** Where a text was found: in which line, in its key or its value, from which character. */
export type Hit = { path: string; part: 'name' | 'value'; from: number }

/** What a line shows as its value: its mask, unless its path was revealed. */
export function shownText(line: JsonLine, revealed: ReadonlySet<string>): string {
  return line.masked !== undefined && !revealed.has(line.path) ? line.masked : line.text
}

/** Every place where the text stands, whatever its case, in keys and in values as they are shown. */
export function findHits(lines: readonly JsonLine[], text: string, revealed: ReadonlySet<string>): Hit[] {
  const wanted = text.toLowerCase()
  if (wanted === '') return []
  const hits: Hit[] = []
  for (const line of lines) {
    if (line.kind === 'close') continue
    if (line.name !== undefined)
      for (const from of places(line.name, wanted)) hits.push({ path: line.path, part: 'name', from })
    if (line.kind !== 'open' && line.kind !== 'empty')
      for (const from of places(shownText(line, revealed), wanted)) hits.push({ path: line.path, part: 'value', from })
  }
  return hits
}

/** Where a lower-case text begins in another one, without overlaps. */
export function places(text: string, wanted: string): number[] {
  const lower = text.toLowerCase()
  // Lower case is longer in a few languages; then only texts of the same case are found, at their true place.
  const searched = lower.length === text.length ? lower : text
  const found: number[] = []
  for (let at = searched.indexOf(wanted); at >= 0; at = searched.indexOf(wanted, at + wanted.length)) found.push(at)
  return found
}
