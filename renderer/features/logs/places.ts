/** What is searched for. */
export type Wanted = { text: string; matchCase: boolean }

/** Where a text stands in another one, without overlaps. */
export function placesOf(text: string, { text: wanted, matchCase }: Wanted): number[] {
  if (wanted === '') return []
  const lower = text.toLowerCase()
  // Lower case is longer in a few languages; then only what has the same case is found, at its true place.
  const folded = !matchCase && lower.length === text.length
  const among = folded ? lower : text
  const needle = folded ? wanted.toLowerCase() : wanted
  const found: number[] = []
  for (let at = among.indexOf(needle); at >= 0; at = among.indexOf(needle, at + needle.length)) found.push(at)
  return found
}
