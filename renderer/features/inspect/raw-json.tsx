import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useMemo, useRef, useState } from 'react'
import { Button } from '../../components/button.tsx'
import { CopyButton } from '../../components/copy-button.tsx'
import { FindBar } from '../../components/find-bar.tsx'
import { Scroller } from '../../components/scroller.tsx'
import { toggledIn } from '../../lib/sets.ts'
import { ancestors, jsonLines, unfolded } from './json-lines.ts'
import { JsonRow } from './json-row.tsx'
import { findHits } from './json-search.ts'

const LINE_HEIGHT = 20

type RawJsonProps = { value: unknown; name: string; choice: ReactNode }

/** A JSON value as a tree that folds, with a search; secret-looking environment values are hidden until clicked. */
export function RawJson({ value, name, choice }: RawJsonProps) {
  const lines = useMemo(() => jsonLines(value), [value])
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
  const [revealed, setRevealed] = useState<ReadonlySet<string>>(new Set())
  const [text, setText] = useState('')
  const [current, setCurrent] = useState(0)
  const seen = useMemo(() => unfolded(lines, folded), [lines, folded])
  const hits = useMemo(() => findHits(lines, text, revealed), [lines, text, revealed])
  const hit = hits[Math.min(current, hits.length - 1)]

  const scroller = useRef<HTMLElement>(null)
  const virtualizer = useVirtualizer({
    count: seen.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 20,
  })

  const goTo = (index: number, among = hits) => {
    setCurrent(index)
    const target = among[index]
    if (!target) return
    const open = new Set(folded)
    for (const path of ancestors(target.path)) open.delete(path)
    setFolded(open)
    virtualizer.scrollToIndex(
      unfolded(lines, open).findIndex(({ path, kind }) => path === target.path && kind !== 'close'),
      { align: 'center' },
    )
  }
  const search = (next: string) => {
    setText(next)
    goTo(0, findHits(lines, next, revealed))
  }

  return (
    <>
      <div className="flex shrink-0 flex-wrap items-center gap-2 px-4 py-2">
        {choice}
        <FindBar
          label="Search in the JSON"
          text={text}
          onText={search}
          hits={hits.length}
          current={current}
          onGo={goTo}
        />
        <div className="flex-1" />
        <Button look="quiet" onClick={() => setFolded(new Set())}>
          Unfold all
        </Button>
        <Button
          look="quiet"
          onClick={() =>
            setFolded(new Set(lines.filter(({ kind, depth }) => kind === 'open' && depth > 0).map(({ path }) => path)))
          }
        >
          Fold all
        </Button>
        <CopyButton label="Copy JSON" text={() => JSON.stringify(value, null, 2)} />
      </div>
      <Scroller ref={scroller} label={`JSON of ${name}`} className="border-line border-t bg-surface">
        <div className="relative min-w-fit font-mono text-sm" style={{ height: virtualizer.getTotalSize() + 16 }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const line = seen[index]
            if (!line) return null
            return (
              <JsonRow
                key={`${line.path} ${line.kind === 'close' ? 'end' : ''}`}
                line={line}
                start={start + 8}
                folded={folded.has(line.path)}
                revealed={revealed}
                text={text}
                hit={hit?.path === line.path && line.kind !== 'close' ? hit : undefined}
                onFold={() => setFolded(toggledIn(folded, line.path))}
                onReveal={() => setRevealed(toggledIn(revealed, line.path))}
              />
            )
          })}
        </div>
      </Scroller>
    </>
  )
}
