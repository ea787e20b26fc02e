import { clsx } from 'clsx'
import { memo } from 'react'
import type { LogLine } from '../../../contract/index.ts'
import { LineText } from './line-text.tsx'
import { localTime } from './moments.ts'
import type { Wanted } from './places.ts'

export const LINE_HEIGHT = 18

type LogRowProps = {
  line: LogLine
  wanted: Wanted
  current: boolean
  timestamps: boolean
  wrap: boolean
  chosen: boolean
}

/** One line of a log. What comes from stderr has a bar at its left, and says so to those who don’t see it. */
export const LogRow = memo(function LogRow({ line, wanted, current, timestamps, wrap, chosen }: LogRowProps) {
  const error = line.source === 'stderr'
  return (
    <div
      className={clsx(
        'flex border-l-3 pr-4 pl-2 leading-[18px]',
        error ? 'border-bad-dot' : 'border-transparent',
        chosen ? 'bg-accent-soft' : current ? 'bg-hover' : 'hover:bg-hover',
      )}
    >
      {error ? <span className="sr-only select-none">stderr: </span> : null}
      {timestamps ? (
        <time dateTime={line.time} title={line.time} className="tnum shrink-0 pr-3 text-ink-3">
          {localTime(line.time)}{' '}
        </time>
      ) : null}
      <span className={clsx('min-h-[18px]', wrap ? 'wrap-anywhere min-w-0 whitespace-pre-wrap' : 'whitespace-pre')}>
        <LineText text={line.text} wanted={wanted} current={current} />
        {line.more ? (
          <span aria-hidden title="It goes on in the next line" className="select-none pl-1 text-ink-3">
            ↩
          </span>
        ) : null}
      </span>
    </div>
  )
})
