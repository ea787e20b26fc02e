import { ValidationCode, validate } from 'dockerfile-utils'

/** What is likely wrong with a piece of a Dockerfile. Lines and columns count from 0; `to` is behind the piece. */
export type Hint = { from: Place; to: Place; what: string; severity: 'error' | 'warning' | 'info' }
type Place = { line: number; column: number }

/** A longer one is no text that people wrote; looking through it would hold up the typing. Characters. */
const LONGEST = 60_000

/** What a newer builder may know that these rules do not. */
const NOT_KNOWN = new Set<unknown>([
  ValidationCode.UNKNOWN_INSTRUCTION,
  ValidationCode.UNKNOWN_ADD_FLAG,
  ValidationCode.UNKNOWN_COPY_FLAG,
  ValidationCode.UNKNOWN_FROM_FLAG,
  ValidationCode.UNKNOWN_HEALTHCHECK_FLAG,
  ValidationCode.UNKNOWN_TYPE,
])

/** What is likely wrong with a Dockerfile, as far as its text alone tells; of one not begun, nothing. */
export function lintDockerfile(text: string): Hint[] {
  if (text.trim() === '' || text.length > LONGEST) return []
  // With another syntax than the builder’s own, its rules count.
  const elsewhere = /^#\s*syntax\s*=/im.test(text)
  return validate(text).map(({ range: { start, end }, message, severity, code }) => ({
    from: { line: start.line, column: start.character },
    to: { line: end.line, column: end.character },
    what: typeof message === 'string' ? message : message.value,
    severity: severityOf(severity === 1, code, elsewhere),
  }))
}

function severityOf(refused: boolean, code: unknown, elsewhere: boolean): Hint['severity'] {
  if (code === ValidationCode.CASING_INSTRUCTION || code === ValidationCode.CASING_DIRECTIVE) return 'info'
  // BuildKit makes a folder of it.
  if (code === ValidationCode.INVALID_DESTINATION) return 'warning'
  return refused && !(elsewhere && NOT_KNOWN.has(code)) ? 'error' : 'warning'
}
