import { expect, it } from 'vitest'
import { countsOf, sayCounts } from './counts.ts'

const vitest = (failed: number) =>
  JSON.stringify({ numPassedTests: 5, numFailedTests: failed, numPendingTests: 1, numTodoTests: 1 })
const playwright = (unexpected: number) => JSON.stringify({ stats: { expected: 3, unexpected, flaky: 1, skipped: 2 } })

it.each([
  ['vitest, all well', vitest(0), true, '5 passed, 0 failed, 2 skipped'],
  ['vitest, a failure', vitest(2), false, '5 passed, 2 failed, 2 skipped'],
  ['vitest, a file that doesn’t load', vitest(0), false, '5 passed, 1 failed, 2 skipped'],
  ['playwright, all well', playwright(0), true, '4 passed, 0 failed, 2 skipped'],
  ['playwright, a failure', playwright(1), false, '4 passed, 1 failed, 2 skipped'],
  ['playwright, a worker that crashed', playwright(0), false, '4 passed, 1 failed, 2 skipped'],
  ['no report', undefined, false, '0 passed, 1 failed, 0 skipped'],
  ['no report, though it ended well', undefined, true, '0 passed, 1 failed, 0 skipped'],
  ['no JSON', 'oops', true, '0 passed, 1 failed, 0 skipped'],
])('%s', (_name, text, endedWell, said) => {
  expect(sayCounts(countsOf(text, endedWell))).toBe(said)
})
