import type { Flavour } from './token.ts'

/** Whose line this is, by what only that shell has: its prompt, its continuation, its variables. */
export function flavourOf(text: string): Flavour {
  const bare = text.replace(/\$'(?:\\.|[^'\\])*'|'[^']*'|\\.|"(?:\\.|[^"\\])*"/gs, (part) =>
    part.startsWith('"') ? part : '',
  )
  if (/^\s*PS [^>\n]*> ?/.test(text) || /[ \t]`\r?\n/.test(bare) || /\$env:[A-Za-z_]/i.test(bare)) return 'powershell'
  const prompt = /^\s*[A-Za-z]:\\[^>\n]*>/.test(text)
  return prompt || /[ \t]\^\r?\n/.test(bare) || /%cd%|%userprofile%/i.test(bare) ? 'cmd' : 'posix'
}

/** How long the prompt at a line's start is: `$ `, `PS C:\>`, `C:\>`, `> `. */
export function promptLength(line: string): number {
  return /^[ \t]*(?:\$[ \t]+|PS [^>\n]*>[ \t]*|[A-Za-z]:\\[^>\n]*>[ \t]*|>[ \t]+)/.exec(line)?.[0].length ?? 0
}
