import type { UpdateStep } from '../../../contract/index.ts'
import { Badge } from '../../components/badge.tsx'
import { BareCheckbox } from '../../components/checkbox.tsx'
import { NextSteps } from '../../components/problem-view.tsx'

type StepRowProps = { step: UpdateStep; chosen: boolean; onToggle: () => void }

/** A container that would be made anew: whether it is to be, what gets lost, or why it can’t be done. */
export function StepRow({ step, chosen, onToggle }: StepRowProps) {
  const { name, running, unsaid, problem } = step
  return (
    <li className="flex gap-2.5 py-1.5">
      <BareCheckbox
        label={name}
        className="mt-0.5"
        checked={chosen && !problem}
        disabled={problem !== undefined}
        onChange={onToggle}
      />
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-2">
          <span className="truncate font-medium">{name}</span>
          <Badge tone={running ? 'good' : 'neutral'}>{running ? 'Running' : 'Not running'}</Badge>
        </p>
        {unsaid.map((line) => (
          <p key={line} className="text-sm text-warn">
            {line}
          </p>
        ))}
        {problem ? (
          <div className="text-sm">
            <p className="text-warn">
              {problem.what} {problem.why}
            </p>
            <NextSteps next={problem.next} />
          </div>
        ) : null}
      </div>
    </li>
  )
}
