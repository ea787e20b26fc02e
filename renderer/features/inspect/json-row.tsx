import { clsx } from 'clsx'
import { ChevronRight } from 'lucide-react'
import { Marked } from '../../components/marked.tsx'
import type { JsonLine } from './json-lines.ts'
import { type Hit, places, shownText } from './json-search.ts'

type JsonRowProps = {
  line: JsonLine
  /** Pixels from the top. */
  start: number
  folded: boolean
  revealed: ReadonlySet<string>
  /** What is searched for. */
  text: string
  /** The current hit, where it is in this line. */
  hit: Hit | undefined
  onFold: () => void
  onReveal: () => void
}

const COLOURS: Record<JsonLine['kind'], string> = {
  open: 'text-ink-3',
  close: 'text-ink-3',
  empty: 'text-ink-3',
  string: 'text-(--ansi-2)',
  number: 'text-(--ansi-4)',
  boolean: 'text-(--ansi-5)',
  null: 'text-ink-3',
}

/** One line of the JSON. */
export function JsonRow({ line, start, folded, revealed, text, hit, onFold, onReveal }: JsonRowProps) {
  const { depth, name, kind, more, members } = line
  const wanted = text.toLowerCase()
  const shown = shownText(line, revealed)
  const mark = (part: Hit['part'], words: string) => (
    <Marked
      text={words}
      from={wanted === '' ? [] : places(words, wanted)}
      length={wanted.length}
      current={hit?.part === part ? hit.from : undefined}
    />
  )
  const value = kind === 'open' || kind === 'close' || kind === 'empty' ? shown : mark('value', shown)
  return (
    <div
      className="absolute top-0 left-0 flex h-5 items-center whitespace-pre pr-4"
      style={{ transform: `translateY(${start}px)`, paddingLeft: `${depth * 16 + 28}px` }}
    >
      {kind === 'open' ? (
        <button
          type="button"
          aria-expanded={!folded}
          aria-label={name ?? (line.path === '' ? 'Everything' : line.path)}
          onClick={onFold}
          className="-ml-4.5 flex size-4.5 items-center justify-center rounded text-ink-3 hover:bg-hover hover:text-ink"
        >
          <ChevronRight className={clsx('size-3.5', !folded && 'rotate-90')} aria-hidden />
        </button>
      ) : null}
      {name === undefined ? null : (
        <span className="text-ink">
          &quot;{mark('name', name)}&quot;<span className="text-ink-3">: </span>
        </span>
      )}
      {line.masked === undefined ? (
        <span className={COLOURS[kind]}>{value}</span>
      ) : (
        <button
          type="button"
          title={revealed.has(line.path) ? 'Hide' : 'Show'}
          onClick={onReveal}
          className={clsx('rounded px-0.5 underline decoration-dotted hover:bg-hover', COLOURS[kind])}
        >
          {value}
        </button>
      )}
      {kind === 'open' && folded ? (
        <span className="text-ink-3">
          {' '}
          … {members} {line.text === '[' ? ']' : '}'}
        </span>
      ) : null}
      {more ? <span className="text-ink-3">,</span> : null}
    </div>
  )
}
