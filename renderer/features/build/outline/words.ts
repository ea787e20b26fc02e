import type { BuildStep, StepState } from '../../../../contract/index.ts'

/** What a step’s state is called. */
export const STATE_WORDS: Record<StepState, string> = {
  waiting: 'Waiting',
  running: 'Running',
  done: 'Done',
  cached: 'From the cache',
  failed: 'Failed',
  stopped: 'Stopped',
}

/** How long something takes, told the finer the shorter it is: 0.3 s, 12 s, 3 min 4 s. Milliseconds. */
export function stepTime(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds) / 1000
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`
  if (seconds < 59.5) return `${Math.round(seconds)} s`
  const whole = Math.round(seconds)
  return `${Math.floor(whole / 60)} min ${whole % 60} s`
}

/** Steps that belong together. */
export type StepGroup = { title: string; steps: readonly BuildStep[] }

const RESULT = /^(?:exporting|writing image|naming to|unpacking to|pushing)/

/** The steps by what they are for: what is looked up before, each stage in the order of its lines, then the result. */
export function stepGroups(steps: readonly BuildStep[]): StepGroup[] {
  const before: BuildStep[] = []
  const result: BuildStep[] = []
  const stages = new Map<string, BuildStep[]>()
  for (const step of steps) {
    if (step.place === undefined) (RESULT.test(step.text) ? result : before).push(step)
    else {
      const stage = stages.get(step.stage ?? '') ?? []
      stages.set(step.stage ?? '', stage)
      stage.push(step)
    }
  }
  const lineOf = (list: readonly BuildStep[]) => Math.min(...list.map(({ line = Number.MAX_SAFE_INTEGER }) => line))
  const inOrder = [...stages].sort(([, left], [, right]) => lineOf(left) - lineOf(right))
  return [
    { title: 'Preparation', steps: before },
    ...inOrder.map(([stage, list]) => ({
      title:
        stage === ''
          ? 'Steps'
          : /^stage[- ]\d+$/.test(stage)
            ? stage.replace('stage', 'Stage').replace('-', ' ')
            : `Stage ${stage}`,
      steps: list.toSorted((left, right) => (left.line ?? 0) - (right.line ?? 0)),
    })),
    { title: 'Result', steps: result },
  ].filter((group) => group.steps.length > 0)
}

/** Lines of a text around one of them, with their numbers from 1. */
export function excerpt(text: string, line: number, around: number): { number: number; text: string }[] {
  const first = Math.max(1, line - around)
  return text
    .split('\n')
    .slice(first - 1, line + around)
    .map((part, index) => ({ number: first + index, text: part }))
}
