import { readFileSync } from 'node:fs'
import { z } from 'zod'

export type Counts = { passed: number; failed: number; skipped: number }

export const none: Counts = { passed: 0, failed: 0, skipped: 0 }

export function plus(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }
}

/** As the last line of a test run says it. */
export function sayCounts({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`
}

const vitest = z
  .object({
    numPassedTests: z.number(),
    numFailedTests: z.number(),
    numPendingTests: z.number(),
    numTodoTests: z.number(),
  })
  .transform((report) => ({
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  }))

const playwright = z
  .object({
    stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  })
  .transform(({ stats }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
  }))

const report = z.union([vitest, playwright])

/**
 * What a runner's JSON report counts. A runner that ended badly without a failed test (it crashed, a file didn't
 * load, something was thrown between tests), or that left no report, counts as one more failure.
 */
export function countsOf(text: string | undefined, endedWell: boolean): Counts {
  let counts = none
  let readable = false
  if (text !== undefined) {
    try {
      counts = report.parse(JSON.parse(text))
      readable = true
    } catch (error) {
      console.error(`The runner’s report can’t be read: ${error instanceof Error ? error.message : error}`)
    }
  }
  const sound = readable && (endedWell || counts.failed > 0)
  return sound ? counts : plus(counts, { passed: 0, failed: 1, skipped: 0 })
}

/** A report's text; undefined when it was never written. */
export function readReport(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // A runner that crashed writes none; that is counted.
    return undefined
  }
}
