import type { Action, PruneChoice } from '../../../contract/index.ts'
import type { Plan } from './plan.ts'

type CleanUp = Pick<Extract<Action, { kind: 'cleanUp' }>, 'all' | 'volumes' | 'filters'> & {
  of: 'system' | 'container' | 'volume' | 'network' | 'builder'
  keepStorage?: number | string | undefined
}

const MINUTES = { h: 60, m: 1 }

/** The clean-up that a prune asks for, to be looked at before anything goes. */
export function cleanUpPlan({ of, all, volumes, filters, keepStorage }: CleanUp): Plan {
  const choice: PruneChoice = {
    containers: of === 'system' || of === 'container',
    networks: of === 'system' || of === 'network',
    images: of === 'system' ? (all ? 'unused' : 'dangling') : 'none',
    volumes: of === 'volume' ? (all ? 'unused' : 'anonymous') : volumes ? 'anonymous' : 'none',
    cache: of === 'builder' || of === 'system' ? (all ? 'all' : 'unused') : 'none',
    labels: [],
  }
  if (keepStorage !== undefined)
    return {
      kind: 'nothing',
      why: 'What of the cache is kept is for the engine to choose.',
      next: 'Leave --keep-storage out.',
    }
  for (const { key, value } of filters) {
    if (key === 'label' || key === 'label!') choice.labels.push({ label: value, not: key === 'label!' })
    else if (key === 'until') {
      const minutes = minutesOf(value)
      if (minutes === undefined)
        return { kind: 'nothing', why: `“${value}” is no age in hours or minutes.`, next: 'Write it as 24h or 30m.' }
      choice.olderThan = minutes
    } else
      return { kind: 'nothing', why: `Only the engine can apply the filter “${key}”.`, next: 'Run it in a terminal.' }
  }
  return { kind: 'clean-up', choice }
}

/** `24h`, `90m`, `1h30m`. */
function minutesOf(text: string): number | undefined {
  if (!/^(?:\d+[hm])+$/.test(text)) return undefined
  let minutes = 0
  for (const [, count, unit] of text.matchAll(/(\d+)([hm])/g))
    minutes += Number(count) * MINUTES[unit === 'h' ? 'h' : 'm']
  return minutes > 0 ? minutes : undefined
}
