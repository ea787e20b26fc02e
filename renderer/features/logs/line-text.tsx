import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { type Span, spansOf } from './ansi.ts'
import { styleOf } from './look-style.ts'
import { placesOf, type Wanted } from './places.ts'

type LineTextProps = {
  text: string
  wanted: Wanted
  /** It is the line of the current hit. */
  current: boolean
}

/** A line in its colours, with what is searched for marked. Only ever text: what a program writes is never markup. */
export function LineText({ text, wanted, current }: LineTextProps): ReactNode {
  const spans = spansOf(text)
  const places = wanted.text === '' ? [] : placesOf(spans.map((span) => span.text).join(''), wanted)
  const parts: ReactNode[] = []
  let at = 0
  for (const span of spans) {
    const pieces = cut(span, at, places, wanted.text.length)
    for (const { text, marked, from } of pieces) {
      parts.push(<Piece key={from} text={text} look={span.look} marked={marked} current={current} />)
    }
    at += span.text.length
  }
  return parts
}

type Cut = { text: string; marked: boolean; from: number }

/** A span that begins at a character of its line, cut where marks begin and end. */
function cut({ text }: Span, start: number, places: readonly number[], length: number): Cut[] {
  const pieces: Cut[] = []
  const end = start + text.length
  let at = start
  const put = (to: number, marked: boolean) => {
    if (to > at) pieces.push({ text: text.slice(at - start, to - start), marked, from: at })
    at = Math.max(at, to)
  }
  for (const place of places) {
    if (place + length <= start) continue
    if (place >= end) break
    put(Math.max(start, place), false)
    put(Math.min(end, place + length), true)
  }
  put(end, false)
  return pieces
}

type PieceProps = { text: string; look: Span['look']; marked: boolean; current: boolean }

function Piece({ text, look, marked, current }: PieceProps): ReactNode {
  const { className, style } = styleOf(look)
  // A mark has its own colours: the program’s may not be readable on it.
  if (marked) {
    return <mark className={clsx(current ? 'bg-mark-now' : 'bg-mark', 'text-ink')}>{text}</mark>
  }
  if (look.ink === undefined && look.ground === undefined && className === '') return text
  return (
    <span className={className} style={style}>
      {text}
    </span>
  )
}
