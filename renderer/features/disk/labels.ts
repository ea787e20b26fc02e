import type { PruneChoice } from '../../../contract/index.ts'

/** Labels as a person writes them, one a word; a `!` before one means without it. */
export function readLabels(text: string): PruneChoice['labels'] {
  return text
    .split(/[\s,]+/)
    .map((word) => ({ label: word.replace(/^!/, ''), not: word.startsWith('!') }))
    .filter(({ label }) => label !== '')
}

/** The same the other way. */
export const writeLabels = (labels: PruneChoice['labels']): string =>
  labels.map(({ label, not }) => (not ? `!${label}` : label)).join(' ')
