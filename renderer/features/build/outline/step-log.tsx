import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { CopyButton } from '../../../components/copy-button.tsx'
import { count } from '../../../lib/format.ts'
import { LineText } from '../../logs/index.ts'
import type { StepLines } from './known.ts'

const LINE_HEIGHT = 18
const NOTHING = { text: '', matchCase: false }

/** The log of a step; while its end is in sight, it follows what is written. */
export function StepLog({ name, log }: { name: string; log: StepLines }) {
  const { from, lines } = log
  const scroller = useRef<HTMLDivElement>(null)
  const following = useRef(true)
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 12,
  })
  useEffect(() => {
    if (following.current && lines.length > 0) virtualizer.scrollToIndex(lines.length - 1, { align: 'end' })
  }, [virtualizer, lines.length])
  return (
    <div className="relative ml-9 rounded-md border border-line bg-canvas">
      {from > 0 ? <p className="px-2.5 pt-1 text-ink-3 text-sm">{count(from, 'earlier line')} not kept</p> : null}
      <div
        ref={scroller}
        role="log"
        aria-label={`Log of ${name}`}
        aria-live="off"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys.
        tabIndex={0}
        className="max-h-80 overflow-auto py-1 font-mono text-sm"
        onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
          following.current = scrollHeight - scrollTop - clientHeight < LINE_HEIGHT
        }}
      >
        <div className="relative w-max min-w-full" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => (
            <div
              key={index}
              className="absolute left-0 min-w-full whitespace-pre px-2.5 leading-[18px] hover:bg-hover"
              style={{ transform: `translateY(${start}px)`, height: LINE_HEIGHT }}
            >
              <LineText text={lines[index] ?? ''} wanted={NOTHING} current={false} />
            </div>
          ))}
        </div>
      </div>
      <CopyButton text={() => lines.join('\n')} label="Copy log" className="absolute top-0.5 right-3 bg-canvas" />
    </div>
  )
}
