const PLAIN = /^[A-Za-z0-9_@+=:,./-][A-Za-z0-9_@+=:,./~-]*$/

/** The word as a POSIX shell has to be given it: bare where it can be, else in quotes. */
export function quote(word: string): string {
  if (PLAIN.test(word)) return word
  if (word === '') return "''"
  // Double quotes read better around an apostrophe, as long as nothing in them is special.
  if (word.includes("'") && !/["$`\\!%]/.test(word)) return `"${word}"`
  return `'${word.replaceAll("'", "'\\''")}'`
}

/** The words as one command line. */
export function commandLine(words: string[]): string {
  return words.map(quote).join(' ')
}
