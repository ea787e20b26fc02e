/**
 * Variables of a .env text, read as `docker run --env-file` reads it: `KEY=value` up to the end of the line, quotes and
 * all; `KEY` alone is taken from who runs the command; blank lines and those that begin with `#` are left out.
 */
export function envLines(text: string): string[] {
  return text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .map((line) => line.trimStart())
    .filter((line) => line !== '' && !line.startsWith('#'))
}

/** An environment row's two halves. */
export function envRow(value: string): { key: string; value: string | undefined } {
  const at = value.indexOf('=')
  return at < 0 ? { key: value, value: undefined } : { key: value.slice(0, at), value: value.slice(at + 1) }
}

/** The rows with more of them put in; one of the same key takes the place of the older. */
export function envMerged(before: readonly string[], more: readonly string[]): string[] {
  const rows = new Map(before.filter((row) => row !== '').map((row) => [envRow(row).key, row]))
  for (const row of more) rows.set(envRow(row).key, row)
  return [...rows.values()]
}
