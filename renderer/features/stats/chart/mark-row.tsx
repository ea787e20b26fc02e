import type { Tone } from '../../../components/badge.tsx'
import { Tip } from '../../../components/tip.tsx'
import { moment } from '../../../lib/format.ts'
import { PLOT } from './geometry.ts'
import type { Mark, Range } from './types.ts'

const INKS: Record<Tone, string> = {
  neutral: 'text-ink-2 bg-pressed',
  good: 'text-good bg-good-soft',
  warn: 'text-warn bg-warn-soft',
  bad: 'text-bad bg-bad-soft',
  accent: 'text-accent bg-accent-soft',
}

/** Marks nearer to each other than this stand as one, in pixels. */
const NEAR = 16
/** More is said by their number. */
const NAMED = 6

type MarkRowProps = { marks: readonly Mark[]; range: Range; width: number }

/** What happened, as small signs on the time axis. The same stands in words in the list of events. */
export function MarkRow({ marks, range, width }: MarkRowProps) {
  const room = width - PLOT.left - PLOT.right
  const groups: { x: number; marks: Mark[] }[] = []
  for (const mark of marks.toSorted((a, b) => a.at - b.at)) {
    if (mark.at < range.from || mark.at > range.to) continue
    const x = ((mark.at - range.from) / (range.to - range.from)) * room
    const before = groups.at(-1)
    if (before && x - before.x < NEAR) before.marks.push(mark)
    else groups.push({ x, marks: [mark] })
  }
  return groups.map((group) => {
    const worst = group.marks.find(({ tone }) => tone === 'bad') ?? group.marks[0]
    if (!worst) return null
    const Icon = worst.icon
    return (
      <Tip key={worst.key} text={<Words marks={group.marks} />}>
        <span
          aria-hidden
          className={`absolute flex h-3.5 min-w-3.5 items-center justify-center gap-0.5 rounded-sm px-px text-[9px] leading-none ${INKS[worst.tone]}`}
          style={{ left: PLOT.left + group.x - 7, top: PLOT.height - PLOT.bottom - 7 }}
        >
          <Icon className="size-2.5" />
          {group.marks.length > 1 ? group.marks.length : null}
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
