import type { Tone } from '../../../components/badge.tsx'
import { Tip } from '../../../components/tip.tsx'
import { moment } from '../../../lib/format.ts'
import { PLOT } from './geometry.ts'
import { markGroups } from './mark-groups.ts'
import type { Mark, Range } from './types.ts'

const INKS: Record<Tone, string> = {
  neutral: 'text-ink-2 bg-pressed',
  good: 'text-good bg-good-soft',
  warn: 'text-warn bg-warn-soft',
  bad: 'text-bad bg-bad-soft',
  accent: 'text-accent bg-accent-soft',
}

/** More is said by their number. */
const NAMED = 6

type MarkRowProps = { marks: readonly Mark[]; range: Range; width: number }

/** What happened, as small signs on the time axis. The same stands in words in the list of events. */
export function MarkRow({ marks, range, width }: MarkRowProps) {
  return markGroups(marks, range, width).map(({ x, worst, marks: of }) => {
    const Icon = worst.icon
    return (
      <Tip key={worst.key} text={<Words marks={of} />}>
        <span
          aria-hidden
          className={`absolute flex h-3.5 min-w-3.5 items-center justify-center gap-0.5 rounded-sm px-px text-[9px] leading-none ${INKS[worst.tone]}`}
          style={{ left: PLOT.left + x - 7, top: PLOT.height - PLOT.bottom - 7 }}
        >
          <Icon className="size-2.5" />
          {of.length > 1 ? of.length : null}
        </span>
      </Tip>
    )
  })
}

function Words({ marks }: { marks: readonly Mark[] }) {
  return (
    <span className="flex flex-col">
      {marks.slice(0, NAMED).map(({ key, at, words }) => (
        <span key={key}>
          {moment(at)}: {words}
        </span>
      ))}
      {marks.length > NAMED ? <span>and {marks.length - NAMED} more</span> : null}
    </span>
  )
}
