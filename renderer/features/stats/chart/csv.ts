import type { ChartData } from './types.ts'

/** The charts’ numbers as CSV (RFC 4180): a line for each moment, two columns for each curve. */
export function csvOf(charts: readonly ChartData[]): string {
  const columns: string[] = []
  const moments = new Map<number, (number | null)[]>()
  for (const { title, lines, rows } of charts) {
    const start = columns.length
    for (const { name } of lines) {
      const what = `${title} ${name}`.trim()
      columns.push(`${what} (average)`, `${what} (most)`)
    }
    for (const { at, average, most } of rows) {
      const known = moments.get(at) ?? []
      moments.set(at, known)
      for (const index of lines.keys()) {
        known[start + index * 2] = average[index] ?? null
        known[start + index * 2 + 1] = most[index] ?? null
      }
    }
  }
  const head = ['Time', ...columns].map(quoted)
  const body = [...moments]
    .sort(([a], [b]) => a - b)
    .map(([at, values]) => [new Date(at).toISOString(), ...columns.map((_, index) => numeral(values[index]))])
  return [head, ...body].map((cells) => `${cells.join(',')}\r\n`).join('')
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}

/** Empty where nothing was measured: a zero would be a value. */
function numeral(value: number | null | undefined): string {
  return value === null || value === undefined ? '' : String(Number(value.toPrecision(8)))
}
