import type { Terminal } from '../../../contract/index.ts'

/** A name for each terminal that tells it from the others: `sh`, `sh 2`. */
export function tabNames(terminals: readonly Pick<Terminal, 'id' | 'title'>[]): Map<string, string> {
  const seen = new Map<string, number>()
  const names = new Map<string, string>()
  for (const { id, title } of terminals) {
    const number = (seen.get(title) ?? 0) + 1
    seen.set(title, number)
    names.set(id, number === 1 ? title : `${title} ${number}`)
  }
  return names
}
