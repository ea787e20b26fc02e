import type { BuildFacts, BuildPatch, BuildStep } from '../../../../contract/index.ts'

/** So many lines of a step are shown; the host keeps about as many. */
const MOST = 50_000

/** The lines of a step’s log from its line number `from` on. */
export type StepLines = { from: number; lines: readonly string[] }

/** A build as far as it is known. */
export type Known = {
  facts: BuildFacts
  steps: readonly BuildStep[]
  logs: ReadonlyMap<string, StepLines>
}

/** What is known of a build after a patch. */
export function after(before: Known | undefined, { facts, steps, logs }: BuildPatch): Known {
  const byId = new Map(before?.steps.map((step) => [step.id, step]))
  for (const step of steps) byId.set(step.id, step)
  const kept = new Map(before?.logs)
  for (const { step, from, lines } of logs) {
    const known = kept.get(step)
    const goesOn = known !== undefined && known.from + known.lines.length === from
    const all = goesOn ? [...known.lines, ...lines] : lines
    const dropped = Math.max(0, all.length - MOST)
    kept.set(step, { from: (goesOn ? known.from : from) + dropped, lines: dropped > 0 ? all.slice(dropped) : all })
  }
  return { facts, steps: [...byId.values()], logs: kept }
}
