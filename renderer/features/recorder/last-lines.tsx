import { clsx } from 'clsx'
import { useState } from 'react'
import type { Incarnation, LogLine, Problem } from '../../../contract/index.ts'
import { Button } from '../../components/button.tsx'
import { CopyButton } from '../../components/copy-button.tsx'
import { NextSteps } from '../../components/problem-view.tsx'
import { Section } from '../../components/section.tsx'
import { moment } from '../../lib/format.ts'
import { LineText } from '../logs/index.ts'

/** What a person reads first; the rest is one click away. */
const FEW = 15
const NOTHING_WANTED = { text: '', matchCase: false }

type LastLinesProps = { run: Incarnation; lines: readonly LogLine[]; problem: Problem | undefined }

/** What a container wrote last, as text and nothing else. */
export function LastLines({ run, lines, problem }: LastLinesProps) {
  const [all, setAll] = useState(false)
  const shown = all ? lines : lines.slice(-FEW)
  return (
    <Section
      title={lines.length > 0 ? `Its last ${lines.length === 1 ? 'line' : `${lines.length} lines`}` : 'Its last lines'}
      actions={
        lines.length > 0 ? (
          <CopyButton text={lines.map(({ text }) => text).join('\n')} label="Copy the last lines" />
        ) : null
      }
    >
      {problem ? (
        <div className="text-ink-2">
          <p>
            {problem.what} {problem.why}
          </p>
          <NextSteps next={problem.next} />
        </div>
      ) : lines.length === 0 ? (
        <p className="text-ink-3">
          {run.ended === undefined ? 'They are written down when it ends.' : 'It wrote nothing.'}
        </p>
      ) : null}
      {lines.length > shown.length ? (
        <Button size="small" className="self-start" onClick={() => setAll(true)}>
          Show {lines.length - shown.length} more before
        </Button>
      ) : null}
      {lines.length > 0 ? (
        <ol aria-label="Last lines" className="overflow-x-auto font-mono text-sm">
          {shown.map((line, index) => (
            <li
              key={`${line.time} ${line.source} ${line.nth ?? index}`}
              title={moment(new Date(line.time).getTime())}
              className={clsx(
                'border-l-3 pl-2 leading-[18px]',
                line.source === 'stderr' ? 'border-bad-dot' : 'border-transparent',
              )}
            >
              {line.source === 'stderr' ? <span className="sr-only">stderr: </span> : null}
              <span className="wrap-anywhere min-h-[18px] whitespace-pre-wrap">
                <LineText text={line.text} wanted={NOTHING_WANTED} current={false} />
              </span>
            </li>
          ))}
        </ol>
      ) : null}
    </Section>
  )
}
