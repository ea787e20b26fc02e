import { targetName } from '../../../contract/image-commands.ts'
import type { Plan } from './plan.ts'

/** More names than this are counted. */
const NAMED = 12

/** Who a plan is about, and why there is nothing to do where that is so. */
export function PlanView({ plan }: { plan: Plan }) {
  if (plan.kind === 'nothing')
    return (
      <p role="status">
        {plan.why} <span className="text-ink-2">{plan.next}</span>
      </p>
    )
  const all = namesOf(plan)
  if (!all || !('missing' in plan)) return null
  const names = all.slice(0, NAMED)
  const more = all.length - names.length
  return (
    <div className="flex flex-col gap-1">
      {all.length > 1 ? (
        <p className="wrap-anywhere text-ink-2">
          {names.join(', ')}
          {more > 0 ? ` and ${more} more` : ''}
        </p>
      ) : null}
      {plan.missing.length > 0 ? (
        <p className="wrap-anywhere text-warn">Not there: {plan.missing.join(', ')}. The others are taken.</p>
      ) : null}
    </div>
  )
}

function namesOf(plan: Plan): readonly string[] | undefined {
  switch (plan.kind) {
    case 'act':
    case 'remove':
    case 'wait':
    case 'connect':
    case 'disconnect':
      return plan.containers.map(({ name }) => name)
    case 'remove-images':
      return plan.targets.map(targetName)
    case 'remove-networks':
      return plan.networks.map(({ name }) => name)
    case 'save-images':
      return plan.images
    case 'remove-volumes':
      return plan.names
    default:
      return undefined
  }
}
