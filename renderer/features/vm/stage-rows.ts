import type { VmPassage, VmStage, VmStatus } from '../../../contract/index.ts'
import { STAGES } from './words.ts'

/** One line of a start: done in so many milliseconds, waited for, where it ended, or yet to come. */
export type StageRow =
  | { stage: VmStage; is: 'done'; took: number }
  | { stage: VmStage; is: 'now'; since: number; until: number; doing?: string | undefined }
  | { stage: VmStage; is: 'failed'; since: number }
  | { stage: VmStage; is: 'ahead' }

const ORDER = Object.keys(STAGES).filter((key): key is VmStage => key in STAGES)
/** The saved machine has its kernel, its disk and its network. */
const SKIPPED: readonly VmStage[] = ['machine', 'kernel', 'root', 'network', 'data']

/** The stages of a start, in its order; those that are yet to come only while it goes on. */
export function stageRows({ state, stages }: Pick<VmStatus, 'state' | 'stages'>): StageRow[] {
  const going = state.state === 'starting'
  const doing = going ? state.doing : undefined
  const rows = stages.map((passage) => rowOf(passage, going, doing))
  const last = stages.at(-1)
  if (!going || last === undefined) return rows
  const resumes = stages.some(({ stage }) => stage === 'resume')
  const ahead = ORDER.slice(ORDER.indexOf(last.stage) + 1).filter(
    (stage) => stage !== 'build' && (resumes ? !SKIPPED.includes(stage) : stage !== 'resume'),
  )
  return [...rows, ...ahead.map((stage): StageRow => ({ stage, is: 'ahead' }))]
}

function rowOf({ stage, since, until, done }: VmPassage, going: boolean, doing: string | undefined): StageRow {
  if (done !== undefined) return { stage, is: 'done', took: done - since }
  return going ? { stage, is: 'now', since, until, doing } : { stage, is: 'failed', since }
}

/** Milliseconds from the start’s begin to its end; undefined unless it went well. */
export function startTook(stages: readonly VmPassage[]): number | undefined {
  const [first, last] = [stages[0], stages.at(-1)]
  return first && last?.stage === 'engine' && last.done !== undefined && stages.length > 1
    ? last.done - first.since
    : undefined
}

/** A short time to a tenth of a second, a long one in whole seconds. */
export function seconds(milliseconds: number): string {
  const value = Math.max(0, milliseconds) / 1_000
  return `${value.toFixed(value < 99.95 ? 1 : 0)} s`
}
