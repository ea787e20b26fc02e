import type { ReactNode } from 'react'

type MarkedProps = {
  text: string
  /** Where the hits begin, in order. */
  from: readonly number[]
  /** How long each hit is, in characters. */
  length: number
  /** Where the current hit begins, where it is one of these. */
  current?: number | undefined
}

/** A text with what was searched for marked in it. */
export function Marked({ text, from, length, current }: MarkedProps) {
  if (from.length === 0) return text
  const parts: ReactNode[] = []
  let end = 0
  for (const start of from) {
    parts.push(text.slice(end, start))
    end = start + length
    parts.push(
      <mark key={start} className={start === current ? 'bg-mark-now text-ink' : 'bg-mark text-ink'}>
        {text.slice(start, end)}
      </mark>,
    )
  }
  return [...parts, text.slice(end)]
}
