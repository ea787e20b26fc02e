import { clsx } from 'clsx'
import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Problem } from '../../contract/index.ts'
import { Button } from './button.tsx'
import { CommandLine } from './command-line.tsx'
import { Sentence } from './sentence.tsx'

type ProblemViewProps = {
  problem: Problem
  onRetry?: () => void
  /** In the middle of a page; else a box among other things. */
  page?: boolean
  actions?: ReactNode
}

/** What failed, why, and what to do next. */
export function ProblemView({ problem, onRetry, page, actions }: ProblemViewProps) {
  const box = (
    <div role="alert" className={clsx('flex max-w-xl gap-3 text-left', !page && 'rounded-lg border border-line p-4')}>
      <TriangleAlert className="mt-0.5 size-4 shrink-0 text-bad" aria-hidden />
      <div className="min-w-0 flex-1">
        <h2 className="font-semibold">{problem.what}</h2>
        <p className="mt-1 whitespace-pre-line break-words text-ink-2">{problem.why}</p>
        <NextSteps next={problem.next} />
        {onRetry || actions ? (
          <div className="mt-3 flex flex-wrap gap-2">
            {onRetry ? <Button onClick={onRetry}>Try again</Button> : null}
            {actions}
          </div>
        ) : null}
      </div>
    </div>
  )
  if (!page) return box
  return <div className="flex flex-1 items-center justify-center p-8">{box}</div>
}

/** What to do next: sentences, and the commands that stand in backticks on a line of their own, to copy. */
export function NextSteps({ next }: { next: string }) {
  return next
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const command = /^`([^`]+)`$/.exec(line)?.[1]
      if (command) return <CommandLine key={line} command={command} className="mt-2" />
      return (
        <p key={line} className="mt-1 text-ink-2">
          <Sentence text={line} />
        </p>
      )
    })
}
