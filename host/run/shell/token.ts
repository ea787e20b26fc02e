/** A place in a word that only its writer's shell could fill. */
export type Hole = {
  kind: 'folder' | 'home' | 'variable' | 'command'
  /** The variable's name, or the command within `$(…)`. */
  name: string
  /** As it was written. */
  source: string
  /** What `${NAME:-…}` falls back to. */
  fallback?: string
  /** Within double quotes, where blanks of its value stay. */
  quoted?: true
}

export type WordToken = { type: 'word'; start: number; end: number; pieces: (string | Hole)[] }
export type Token =
  | WordToken
  /** `&&`, `|`, `;`, `>`, a line's end, …; `redirect` where it takes the word after it. */
  | { type: 'operator'; start: number; end: number; text: string; redirect: boolean }
  | { type: 'comment'; start: number; end: number }

export type LexProblem = { start: number; end: number; what: string; next: string }

/** Whose rules a line follows: those of Windows keep backslashes. */
export type Flavour = 'posix' | 'powershell' | 'cmd'
