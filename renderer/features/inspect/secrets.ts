/** Words in a variable’s name that say its value is not for everybody. */
const NAMES =
  /(^|[_.-])(pass|passwd|password|passphrase|pwd|secret|secrets|token|tokens|apikey|credential|credentials|auth|cookie|salt|dsn|jwt|signature|license)([_.-]|$)|(api|access|private|secret|encryption|signing|master|account|app)[_.-]?key|connection[_.-]?string|password|passwd|secret/i
/** Names that hold such a word and yet only say where to look. */
const PLACES = /([_.-](file|path|dir|url|uri|host|port|enabled|ttl|timeout|length|type|name|id)|_sock)$/i

/** Values that give themselves away whatever they are called. */
const VALUES = [
  // A URL with a password in it.
  /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:[^\s/@]+@/i,
  // A private key.
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  // A JSON web token.
  /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/,
  // Keys of AWS, GitHub, GitLab, Slack, Stripe, Google, npm, Docker Hub.
  /\b(AKIA|ASIA)[A-Z0-9]{16}\b/,
  /\b(gh[pousr]_|github_pat_|glpat-|npm_|dckr_pat_)[A-Za-z0-9_-]{16,}/,
  /\bxox[abprs]-[A-Za-z0-9-]{10,}/,
  /\b[rs]k_(live|test)_[A-Za-z0-9]{10,}/,
  /\bAIza[A-Za-z0-9_-]{30,}/,
]

/** True for an environment variable whose value should not stand on a screen unasked. */
export function looksSecret(key: string, value: string): boolean {
  if (value === '') return false
  if (VALUES.some((pattern) => pattern.test(value))) return true
  return NAMES.test(key) && !PLACES.test(key)
}

/** A variable of the environment, as `KEY=value` has it. */
export type Variable = { key: string; value: string }

/** The variable in `KEY=value`; without `=` its value is empty. */
export function variableOf(text: string): Variable {
  const at = text.indexOf('=')
  return at < 0 ? { key: text, value: '' } : { key: text.slice(0, at), value: text.slice(at + 1) }
}

/** Stands for a value that is hidden; of one length, so that it does not tell the value’s. */
export const MASK = '••••••••'
