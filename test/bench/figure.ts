/** One line of the report: what Slipway took, and what the yardstick of the same run took. */
export type Figure = {
  name: string
  ours: number
  /** The yardstick's own figure; absent where the goal is an absolute one. */
  theirs?: number
  unit: string
  /** What is to be reached: at most (or at least) this ratio, or this figure where there is no yardstick. */
  goal: { atMost: number } | { atLeast: number }
}

/** `ours / theirs`, or the figure itself where there is no yardstick. */
export const scoreOf = ({ ours, theirs }: Figure): number => (theirs === undefined ? ours : ours / theirs)

/** Whether the goal is reached. */
export function reached(figure: Figure): boolean {
  const score = scoreOf(figure)
  return 'atMost' in figure.goal ? score <= figure.goal.atMost : score >= figure.goal.atLeast
}

/** The value below which that share (0 to 1) of the values lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export const median = (values: readonly number[]): number => percentile(values, 0.5)

/** Milliseconds that the work took. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/** Milliseconds of each of so many rounds, after some that only warm up. Rounds of all works alternate. */
export async function alternate(
  rounds: number,
  works: ReadonlyArray<() => Promise<unknown>>,
  warmUps = 2,
): Promise<number[][]> {
  const times: number[][] = works.map(() => [])
  for (let round = -warmUps; round < rounds; round++) {
    for (const [index, work] of works.entries()) {
      const time = await timed(work)
      if (round >= 0) times[index]?.push(time)
    }
  }
  return times
}
