const UNITS: Record<string, number> = { ns: 1e-6, us: 1e-3, µs: 1e-3, ms: 1, s: 1_000, m: 60_000, h: 3_600_000 }

/**
 * The moment that an `until` filter names, as the engine reads it: so long ago (`24h`, `1h30m`), seconds since 1970, or
 * a date. Milliseconds since 1970; undefined for what is none.
 */
export function untilTime(text: string, now: number): number | undefined {
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text) * 1_000
  if (/^(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+$/.test(text)) {
    const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/g)]
    return now - parts.reduce((sum, [, count, unit = '']) => sum + Number(count) * (UNITS[unit] ?? 0), 0)
  }
  if (!/^\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2})?)?$/.test(text)) return undefined
  // Without a time it is local midnight to the engine, and UTC to JavaScript.
  const time = Date.parse(text.includes('T') ? text : `${text}T00:00:00`)
  return Number.isFinite(time) ? time : undefined
}
