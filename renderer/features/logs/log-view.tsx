import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown } from 'lucide-react'
import { type Ref, useCallback, useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react'
import type { LogHit, LogLine } from '../../../contract/index.ts'
import { Button } from '../../components/button.tsx'
import { count } from '../../lib/format.ts'
import { linesAsText } from './copy.ts'
import type { InView } from './hits.ts'
import type { LogModel, LogState } from './log-model.ts'
import { LINE_HEIGHT, LogRow } from './log-row.tsx'
import type { Wanted } from './places.ts'
import { usePaging } from './use-paging.ts'

/** Room for a word above the first line. */
const ABOVE = 24
/** Of the monospaced font at this size; only heights of lines that were not drawn yet depend on it. */
const LETTER_WIDTH = 7.2
/** Letters that a time takes. */
const TIME_LETTERS = 25
/** Heights of more lines than this are forgotten once they are out of the window. */
const MOST_HEIGHTS = 50_000

export type LogViewHandle = { inView: () => InView | undefined; focus: () => void }

type LogViewProps = {
  ref: Ref<LogViewHandle>
  name: string
  model: LogModel
  state: LogState
  wanted: Wanted
  current: LogHit | undefined
  timestamps: boolean
  wrap: boolean
}

/** The lines of a log that are in view, and a bit around them. */
export function LogView({ ref, name, model, state, wanted, current, timestamps, wrap }: LogViewProps) {
  const { target } = state
  const { lines, first, start, after } = state.window
  const scroller = useRef<HTMLElement>(null)
  const [all, setAll] = useState(false)
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    getItemKey: useCallback((index: number) => first + index, [first]),
    estimateSize: (index) => {
      if (!wrap) return LINE_HEIGHT
      const letters = (lines[index]?.text.length ?? 0) + (timestamps ? TIME_LETTERS : 0)
      const width = (scroller.current?.clientWidth ?? 800) - 30
      return Math.max(1, Math.ceil((letters * LETTER_WIDTH) / width)) * LINE_HEIGHT
    },
    overscan: 20,
    paddingStart: ABOVE,
    paddingEnd: 8,
    // Lines that come before keep the view where it is; those that come after move it while its end is seen.
    anchorTo: 'end',
    followOnAppend: after === 0,
    scrollEndThreshold: LINE_HEIGHT,
  })
  const items = virtualizer.getVirtualItems()
  const atEnd = after === 0 && virtualizer.isAtEnd()

  // biome-ignore lint/correctness/useExhaustiveDependencies: all heights are other ones when these change.
  useLayoutEffect(() => virtualizer.measure(), [wrap, timestamps, virtualizer])
  useEffect(() => {
    const heights = virtualizer.itemSizeCache
    if (heights.size < MOST_HEIGHTS) return
    for (const key of heights.keys()) if (Number(key) < first) heights.delete(key)
  }, [first, virtualizer])
  useLayoutEffect(() => model.pin(atEnd), [model, atEnd])
  useLayoutEffect(() => {
    if (!target) return
    if (target.at === 'end') {
      // A command to go where it is already would wait for a scroll that never comes, and keep others from theirs.
      if (!virtualizer.isAtEnd()) virtualizer.scrollToEnd()
    } else if (target.at === 'start') scroller.current?.scrollTo({ top: 0 })
    else virtualizer.scrollToIndex(target.number - model.state.get().window.first, { align: target.at })
  }, [target, virtualizer, model])
  usePaging(model, state, scroller, items[0]?.index)

  useImperativeHandle(ref, () => ({
    inView: () => {
      const { range } = virtualizer
      const [from, to] = [lines[range?.startIndex ?? 0], lines[range?.endIndex ?? 0]]
      return from && to ? { from: from.time, to: to.time } : undefined
    },
    focus: () => scroller.current?.focus(),
  }))

  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <section
        ref={scroller}
        aria-label={`Log of ${name}`}
        aria-busy={state.reading !== undefined}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
        tabIndex={0}
        onKeyDown={(event) => {
          const only = !event.altKey && !event.shiftKey
          if (event.key === 'End' && only) model.toEnd()
          else if (event.key === 'Home' && only) model.toStart()
          else if (event.key === 'a' && only && (event.ctrlKey || event.metaKey)) setAll(true)
          else {
            if (event.key === 'Escape') setAll(false)
            return
          }
          event.preventDefault()
        }}
        onPointerDown={() => setAll(false)}
        onCopy={(event) => {
          if (!all) return
          event.clipboardData.setData('text/plain', linesAsText(lines, timestamps))
          event.preventDefault()
        }}
        className="min-h-0 flex-1 overflow-auto bg-surface font-mono text-sm outline-offset-[-2px] [overflow-anchor:none]"
      >
        <div className="relative min-w-fit" style={{ height: virtualizer.getTotalSize() }}>
          <p className="absolute left-3 font-sans text-ink-3 leading-6">{wordsAbove(state, lines)}</p>
          <div className="min-w-fit" style={{ transform: `translateY(${items[0]?.start ?? 0}px)` }}>
            {items.map(({ index, key }) => {
              const line = lines[index]
              if (!line) return null
              return (
                <div key={key} data-index={index} ref={wrap ? virtualizer.measureElement : undefined}>
                  <LogRow
                    line={line}
                    wanted={wanted}
                    current={current !== undefined && isHit(line, current)}
                    timestamps={timestamps}
                    wrap={wrap}
                    chosen={all}
                  />
                </div>
              )
            })}
          </div>
        </div>
      </section>
      {state.open && !atEnd && lines.length > 0 ? (
        <Button
          look="primary"
          className="absolute right-6 bottom-3 shadow-popup"
          onClick={() => {
            model.toEnd()
            scroller.current?.focus()
          }}
        >
          <ArrowDown aria-hidden />
          {state.unseen > 0 ? count(state.unseen, 'new line') : 'To the end'}
        </Button>
      ) : null}
      <span className="sr-only" role="status">
        {start && lines.length > 0 && items[0]?.index === 0 ? 'Beginning of the log' : ''}
      </span>
    </div>
  )
}

const isHit = (line: LogLine, hit: LogHit) =>
  line.time === hit.time && line.source === hit.source && (line.nth ?? 0) === (hit.nth ?? 0)

function wordsAbove({ open, reading, window }: LogState, lines: readonly LogLine[]): string {
  if (!open) return 'Reading the log…'
  if (reading === 'older') return 'Reading older lines…'
  if (lines.length === 0) return 'Nothing was written yet.'
  return window.start ? 'This is where it begins.' : ''
}
