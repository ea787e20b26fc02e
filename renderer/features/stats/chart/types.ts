import type { LucideIcon } from 'lucide-react'
import type { Tone } from '../../../components/badge.tsx'
import type { Row } from './rows.ts'
import type { Base } from './scale.ts'

/** One curve. */
export type Line = {
  key: string
  name: string
  /** A colour of the design: `var(--chart-1)`. */
  colour: string
  /** The second of two directions. */
  dashed?: boolean
}

/** One chart: its curves share a measure. */
export type ChartData = {
  key: string
  title: string
  lines: readonly Line[]
  /** By time; a row has a value for each line. */
  rows: readonly Row[]
  /** Milliseconds between rows. */
  step: number
  /** A row says how it was so many milliseconds around it. */
  reach: number
  base: Base
  /** What idles must not look busy: the axis goes at least so far. */
  least: number
  format: (value: number) => string
  /** What may not be exceeded; drawn where the curves come near it. */
  limit?: { value: number; words: string } | undefined
}

/** Something that happened, drawn on the time axis. */
export type Mark = {
  key: string
  at: number
  /** What happened, and to whom. */
  words: string
  icon: LucideIcon
  tone: Tone
}

/** Milliseconds since 1970. */
export type Range = { from: number; to: number }
