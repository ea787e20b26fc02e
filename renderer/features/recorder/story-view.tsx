import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Engine, Incarnation, Story } from '../../../contract/index.ts'
import { CopyButton } from '../../components/copy-button.tsx'
import { Facts } from '../../components/facts.tsx'
import { Scroller } from '../../components/scroller.tsx'
import { Section } from '../../components/section.tsx'
import { memory, moment, shortId } from '../../lib/format.ts'
import { EventList, HistoryCharts, type RangeChoice } from '../stats/index.ts'
import { causeTone } from './cause-words.ts'
import { LastLines } from './last-lines.tsx'
import { lasted } from './lasted.ts'
import { StoryActions } from './story-actions.tsx'

const GROUNDS = {
  neutral: 'bg-hover',
  good: 'bg-good-soft text-good',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
  accent: 'bg-accent-soft text-accent',
} as const

type StoryViewProps = { engine: Engine; story: Story; stale: boolean }

/** Why one run ended, what it used until then, what happened to it and around it, and what it said last. */
export function StoryView({ engine, story, stale }: StoryViewProps) {
  const { incarnation: run, timeline, neighbours, lines, linesProblem, memoryLimit } = story
  const [choice, setChoice] = useState<RangeChoice>(() => aroundEnd(run))
  return (
    <Scroller label="What happened">
      <div className="mx-auto flex max-w-5xl flex-col gap-4 p-4">
        <div className={`flex flex-wrap items-center gap-3 rounded-lg px-4 py-3 ${GROUNDS[causeTone(run.cause)]}`}>
          <p className="wrap-anywhere min-w-0 flex-1 basis-64 font-medium text-lg">{run.sentence}</p>
          <StoryActions engine={engine.id} run={run} disabled={stale} />
        </div>
        <Section title="The run">
          <Facts
            facts={[
              { name: 'Image', value: <span className="wrap-anywhere">{run.image}</span> },
              { name: 'Started', value: moment(run.started) },
              { name: 'Lasted', value: lasted(run) },
              { name: 'Ended', value: run.ended === undefined ? 'It runs' : moment(run.ended) },
              ...('code' in run.cause && run.cause.code !== undefined
                ? [{ name: 'Exit code', value: String(run.cause.code) }]
                : []),
              { name: 'Memory limit', value: memoryLimit === undefined ? 'None of its own' : memory(memoryLimit) },
              ...(run.stack === undefined
                ? []
                : [{ name: 'Stack', value: run.service ? `${run.stack}, service ${run.service}` : run.stack }]),
              {
                name: 'ID',
                value: (
                  <span className="flex items-center gap-1">
                    <code className="font-mono text-sm">{shortId(run.container)}</code>
                    <CopyButton text={run.container} label="Copy ID" className="-my-1 size-6" />
                  </span>
                ),
              },
            ]}
          />
        </Section>
        <LastLines run={run} lines={lines} problem={linesProblem} />
        <section aria-label="What it used" className="flex flex-col gap-3">
          <h2 className="sr-only">What it used</h2>
          <HistoryCharts
            engine={engine.id}
            container={{ id: run.container, name: run.name, memoryLimit }}
            label={run.name}
            choice={choice}
            onChoice={setChoice}
            empty={
              <p className="rounded-lg border border-line bg-surface px-4 py-3 text-ink-2">
                Nothing was measured in this time: a run of less than a few seconds is too short for a curve.
              </p>
            }
          />
        </section>
        <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
          <Section title="Timeline">
            {timeline.length === 0 ? (
              <p className="text-ink-3">Nothing was written down.</p>
            ) : (
              <EventList label="Timeline" events={timeline.toReversed()} few={12} />
            )}
          </Section>
          <Section title="What else happened">
            {neighbours.length === 0 ? (
              <p className="text-ink-3">
                {run.ended === undefined
                  ? 'What happens on the engine around its end will stand here.'
                  : 'Nothing else on the engine, within a minute of the end.'}
              </p>
            ) : (
              <EventList
                label="What else happened"
                events={neighbours.toReversed()}
                few={12}
                fold
                subject={(event) =>
                  'container' in event && 'name' in event ? (
                    <Link to="/what-happened" search={{ container: event.container }} className="hover:underline">
                      {event.name}
                    </Link>
                  ) : undefined
                }
              />
            )}
          </Section>
        </div>
      </div>
    </Scroller>
  )
}

const MINUTE = 60_000
/** So long before the end the curves begin; what happened earlier is one click away. */
const BEFORE = 15 * MINUTE

function aroundEnd({ started, ended }: Incarnation): RangeChoice {
  const to = Math.round(ended ?? Date.now())
  const from = Math.max(started, to - BEFORE)
  const pad = Math.max(15_000, (to - from) * 0.06)
  return { kind: 'between', from: Math.round(from - pad), to: Math.round(to + pad) }
}
