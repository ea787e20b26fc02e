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
  if (plan.kind !== 'act' && plan.kind !== 'remove' && plan.kind !== 'wait') return null
  const names = plan.containers.slice(0, NAMED).map(({ name }) => name)
  const more = plan.containers.length - names.length
  return (
    <div className="flex flex-col gap-1">
      {plan.containers.length > 1 ? (
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
