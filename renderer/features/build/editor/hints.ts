import { type Diagnostic, forEachDiagnostic, linter, setDiagnosticsEffect } from '@codemirror/lint'
import { type Extension, StateEffect, StateField, type Text } from '@codemirror/state'
import type { EditorView, ViewUpdate } from '@codemirror/view'
import { count as counted } from '../../../lib/format.ts'
import type { Finding } from './findings.ts'
import type { Hint } from './lint.ts'

/** How long nothing is typed before the text is looked through, in milliseconds. */
const STILL = 400

const told = StateEffect.define<readonly Finding[]>()

/** What a build said of this very text; it is empty as soon as another character is typed. */
const known = StateField.define<readonly Finding[]>({
  create: () => [],
  update: (findings, { effects, docChanged }) => {
    const said = effects.find((effect) => effect.is(told))
    return said ? said.value : docChanged ? [] : findings
  },
})

/** Shows beside each other what a build said, and what the text alone tells. */
export function checking(): Extension {
  return [
    known,
    linter(
      async ({ state }) => {
        const { lintDockerfile } = await import('./lint.ts')
        const { doc } = state
        const hints = lintDockerfile(doc.toString())
        return [
          ...state.field(known).flatMap((finding) => ofBuild(doc, finding)),
          ...hints.map((hint) => ofText(doc, hint)),
        ]
      },
      {
        delay: STILL,
        needsRefresh: ({ transactions }) => transactions.some(({ effects }) => effects.some((one) => one.is(told))),
      },
    ),
  ]
}

/** Tells an editor what the last build of its text said. */
export const tellFindings = (view: EditorView, findings: readonly Finding[]): void =>
  view.dispatch({ effects: told.of(findings) })

/** How much there is to see, by its weight. */
export type ProblemCount = { error: number; warning: number; hint: number; all: number }

/** How much there is to see after an update that brought news of it. */
export function countOf({ state, transactions }: ViewUpdate): ProblemCount | undefined {
  if (!transactions.some(({ effects }) => effects.some((one) => one.is(setDiagnosticsEffect)))) return undefined
  const count: ProblemCount = { error: 0, warning: 0, hint: 0, all: 0 }
  forEachDiagnostic(state, ({ severity }) => {
    count.all++
    count[severity === 'error' || severity === 'warning' ? severity : 'hint']++
  })
  return count
}

/** `1 error, 2 warnings`. */
export function countWords({ error, warning, hint, all }: ProblemCount): string {
  if (all === 0) return 'No problems found'
  return [
    ...(error > 0 ? [counted(error, 'error')] : []),
    ...(warning > 0 ? [counted(warning, 'warning')] : []),
    ...(hint > 0 ? [counted(hint, 'hint')] : []),
  ].join(', ')
}

function ofBuild(doc: Text, { line, what, severity }: Finding): Diagnostic[] {
  if (line < 1 || line > doc.lines) return []
  const { from, to } = doc.line(line)
  return [{ from, to, message: what, severity, source: `Line ${line}, the last build` }]
}

const ofText = (doc: Text, { from, to, what, severity }: Hint): Diagnostic => ({
  from: at(doc, from),
  to: at(doc, to),
  message: what,
  severity,
  source: `Line ${from.line + 1}, Dockerfile check`,
})

function at(doc: Text, { line, column }: Hint['from']): number {
  const { from, to } = doc.line(Math.min(line + 1, doc.lines))
  return Math.min(from + column, to)
}
