const ESCAPED: Record<string, string> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\u0007',
  b: '\b',
  e: '\u001b',
  f: '\f',
  v: '\v',
}

/**
 * Words of a line, quotes and backslashes read as a POSIX shell reads them, `$'…'` too. Nothing else is special:
 * a variable or a pipe is a word like any other, since no shell is there to act on it.
 */
export function splitWords(text: string): { words: string[]; problem: string | undefined } {
  const words: string[] = []
  let word: string | undefined
  let at = 0
  const open = (quote: string) => ({ words, problem: `A ${quote} is opened and never closed.` })
  while (at < text.length) {
    const char = text.charAt(at)
    if (/\s/.test(char)) {
      if (word !== undefined) words.push(word)
      word = undefined
      at += 1
    } else if (char === '\\') {
      const next = text.charAt(at + 1)
      // A line that goes on.
      if (next !== '\n') word = (word ?? '') + (next === '' ? '\\' : next)
      at += 2
    } else if (char === "'") {
      const end = text.indexOf("'", at + 1)
      if (end < 0) return open('quote (’)')
      word = (word ?? '') + text.slice(at + 1, end)
      at = end + 1
    } else if (char === '$' && text.charAt(at + 1) === "'") {
      const [, body] = /^((?:[^'\\]|\\[\s\S])*)'/.exec(text.slice(at + 2)) ?? []
      if (body === undefined) return open('quote ($’)')
      word = (word ?? '') + unescaped(body)
      at += 3 + body.length
    } else if (char === '"') {
      const [, body] = /^((?:[^"\\]|\\[\s\S])*)"/.exec(text.slice(at + 1)) ?? []
      if (body === undefined) return open('double quote (")')
      word = (word ?? '') + body.replace(/\\([$`"\\])/g, '$1').replaceAll('\\\n', '')
      at += 2 + body.length
    } else {
      word = (word ?? '') + char
      at += 1
    }
  }
  if (word !== undefined) words.push(word)
  return { words, problem: undefined }
}

function unescaped(body: string): string {
  return body.replace(/\\(?:x([0-9a-fA-F]{1,2})|([\s\S]))/g, (whole, hex?: string, char?: string) => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16))
    if (char === undefined) return whole
    return ESCAPED[char] ?? (/['"\\?]/.test(char) ? char : whole)
  })
}

/** What only a shell acts on in a command that no shell reads; undefined where there is nothing of it. */
export function needsShell(words: readonly string[]): string | undefined {
  // The words of a shell are for that shell.
  if (/^(?:.*\/)?(?:ba|da|a|z)?sh$/.test(words[0] ?? '')) return undefined
  const operator = words.find((word) => /^(?:&&|\|\|?|;|[12]?>>?|<|&)$/.test(word))
  if (operator !== undefined) return operator
  return words.find((word) => /^\$(?:\w+|\{\w+\})$|^`.*`$|^\$\(.*\)$/.test(word))
}
