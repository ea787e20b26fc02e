/** One instruction of a Dockerfile. Lines count from 1. */
export type Instruction = {
  /** In capitals: `RUN`. */
  name: string
  /** What follows it, its lines joined, without comments. */
  text: string
  line: number
  /** Its last line. */
  end: number
}

const DIRECTIVE = /^#\s*([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(.+?)\s*$/
const HEREDOC = /<<-?\s*(["']?)([a-zA-Z_][a-zA-Z0-9_.-]*)\1/g
const TAKES_HEREDOC = new Set(['RUN', 'COPY', 'ADD'])

/** The instructions of a Dockerfile in order: comments left out, lines that go on joined, here-documents passed over. */
export function parseDockerfile(text: string): Instruction[] {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/)
  const goesOn = escapeOf(lines) === '`' ? /`[ \t]*$/ : /\\[ \t]*$/
  const found: Instruction[] = []
  for (let at = 0; at < lines.length; at++) {
    const first = lines[at]?.trim() ?? ''
    if (first === '' || first.startsWith('#')) continue
    const line = at + 1
    let joined = ''
    while (at < lines.length) {
      const part = lines[at] ?? ''
      const aside = /^\s*(?:#.*)?$/.test(part)
      if (!aside) joined += part.replace(goesOn, '')
      if (!aside && !goesOn.test(part)) break
      at++
    }
    const [, name = '', rest = ''] = /^\s*(\S+)\s*(.*)$/s.exec(joined) ?? []
    const upper = name.toUpperCase()
    if (TAKES_HEREDOC.has(upper)) at = afterHeredocs(lines, at, rest)
    found.push({ name: upper, text: rest.trim(), line, end: Math.min(at + 1, lines.length) })
  }
  return found
}

/** The character by which a line goes on in the next one. */
function escapeOf(lines: readonly string[]): string {
  for (const line of lines) {
    const [, key = '', value = ''] = DIRECTIVE.exec(line) ?? []
    if (key === '') break
    if (key.toLowerCase() === 'escape') return value
  }
  return '\\'
}

/** The index of the last line of the here-documents that a line begins. */
function afterHeredocs(lines: readonly string[], at: number, text: string): number {
  let last = at
  for (const [whole, , name = ''] of text.matchAll(HEREDOC)) {
    const indented = whole.startsWith('<<-')
    let end = last + 1
    while (end < lines.length && (indented ? lines[end]?.replace(/^\t+/, '') : lines[end]) !== name) end++
    if (end >= lines.length) return last
    last = end
  }
  return last
}
