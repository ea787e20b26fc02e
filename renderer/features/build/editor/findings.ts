import type { BuildFacts } from '../../../../contract/index.ts'
import { createStore } from '../../../lib/store.ts'

/** Something that a builder said about a line of a Dockerfile; lines count from 1. */
export type Finding = { line: number; what: string; severity: 'error' | 'warning' }

type Found = { text: string; findings: readonly Finding[] }

/** What the last build of a Dockerfile said about its lines, by the file's path. */
export const findings = createStore<ReadonlyMap<string, Found>>(new Map())

/** Remembers what a build said. */
export function learnFindings({ dockerfile: { path, text }, warnings, problem, problemLine }: BuildFacts): void {
  const found: Finding[] = warnings.flatMap(({ what, detail, line }) =>
    line === undefined
      ? []
      : [{ line, what: detail === '' ? what : `${what}: ${detail}`, severity: 'warning' as const }],
  )
  if (problem && problemLine !== undefined) {
    found.push({ line: problemLine, what: `${problem.what} ${problem.why}`, severity: 'error' })
  }
  findings.set(new Map(findings.get()).set(path, { text, findings: found }))
}
