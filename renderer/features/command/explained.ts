import type { Reading } from '../../../contract/index.ts'

/** Words that belong together, and what they do. */
export type Line = { start: number; words: string; about: string; taken: boolean }

/** A reading word by word; a flag stands with its value, and arguments that follow each other stand together. */
export function explained({ words }: Pick<Reading, 'words'>): Line[] {
  const lines: (Line & { role: string })[] = []
  for (const { start, text, role, about } of words) {
    const last = lines.at(-1)
    const joins = last && ((role === 'value' && last.role === 'flag') || (role === last.role && about === last.about))
    if (joins) {
      last.words += ` ${text}`
      if (role === 'value') last.role = 'value'
    } else if (last?.role === 'argument' && role === 'argument') {
      last.words += ` ${text}`
      last.about = 'the command to run in it, with its arguments'
    } else lines.push({ start, words: text, about, role, taken: role !== 'not taken' && role !== 'not understood' })
  }
  return lines.map(({ role: _, ...line }) => line)
}

/** A stretch of the text: as it is, or a word that something is wrong with or that is not taken. */
export type Stretch = { start: number; text: string; look: 'plain' | 'wrong' | 'left' }

/** The text in stretches, with what is wrong or left out marked. */
export function stretches(text: string, { words, problems }: Pick<Reading, 'words' | 'problems'>): Stretch[] {
  const marks = [
    ...problems.map(({ start, end }) => ({ start, end, look: 'wrong' as const })),
    ...words
      .filter(({ role }) => role === 'not taken' || role === 'not understood')
      .map(({ start, end }) => ({ start, end, look: 'left' as const })),
  ].sort((a, b) => a.start - b.start)
  const found: Stretch[] = []
  let at = 0
  for (const { start, end, look } of marks) {
    if (start < at || end <= start) continue
    if (start > at) found.push({ start: at, text: text.slice(at, start), look: 'plain' })
    found.push({ start, text: text.slice(start, end), look })
    at = end
  }
  if (at < text.length) found.push({ start: at, text: text.slice(at), look: 'plain' })
  return found
}
