const UNITS: Record<string, number> = { '': 1, b: 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3, t: 1024 ** 4 }

/** Bytes of a size as docker's flags take it: `512m`, `1.5g`; also `512 MiB`. Nothing when it is none. */
export function parseSize(text: string): number | undefined {
  const [, digits, unit = ''] = /^\s*(\d+(?:\.\d+)?)\s*([bkmgt]?)(?:i?b)?\s*$/i.exec(text) ?? []
  const factor = UNITS[unit.toLowerCase()]
  return digits === undefined || factor === undefined ? undefined : Math.round(Number(digits) * factor)
}

/** Cores as `--cpus` takes them: `1.5`. Nothing when it is no number. */
export function parseCores(text: string): number | undefined {
  return /^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) : undefined
}

/** A size in the largest unit that keeps it whole, as docker's flags take it. */
export function sizeWord(bytes: number): string {
  for (const unit of ['g', 'm', 'k']) {
    const factor = UNITS[unit] ?? 1
    if (bytes > 0 && bytes % factor === 0) return `${bytes / factor}${unit}`
  }
  return String(bytes)
}
