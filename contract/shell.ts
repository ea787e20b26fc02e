/** Words that a POSIX shell reads as themselves need no quotes; `%` is left out, as Windows reads `%cd%` otherwise. */
const PLAIN = /^[A-Za-z0-9_@+=:,./-]+$/

/**
 * One word as a POSIX shell reads it back. Control characters are written as `$'…'`, so that a pasted command
 * never holds a raw newline or escape.
 */
export function quote(word: string): string {
  if (PLAIN.test(word)) return word
  if (/[\u0000-\u001f\u007f]/.test(word)) {
    const body = word.replace(/[\\'\u0000-\u001f\u007f]/g, (c) => {
      if (c === '\\' || c === "'") return `\\${c}`
      if (c === '\n') return '\\n'
      if (c === '\t') return '\\t'
      return `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`
    })
    return `$'${body}'`
  }
  return `'${word.replaceAll("'", `'\\''`)}'`
}

/** Words as one command line. */
export function commandLine(words: readonly string[]): string {
  return words.map(quote).join(' ')
}
