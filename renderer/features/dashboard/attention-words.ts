import type { Attention } from '../../../contract/index.ts'
import { ago, count, duration, memory, size } from '../../lib/format.ts'

/** What needs a person, in a sentence. `now` in milliseconds since 1970. */
export function attentionWords(item: Attention, now: number): string {
  switch (item.kind) {
    case 'restartLoop': {
      const code = item.code === undefined ? '' : `, with exit code ${item.code}`
      return `ended ${count(item.times, 'time')} within ${item.minutes} min${code}, and is started again and again.`
    }
    case 'oom': {
      const limit = item.limit === undefined ? '' : ` at its limit of ${memory(item.limit)}`
      const again = item.times > 1 ? `, ${count(item.times, 'time')} in the last day` : ''
      return `ran out of memory${limit} ${ago(item.time, now)}${again}.`
    }
    case 'unhealthy':
      return item.since === undefined
        ? 'is unhealthy: its health check fails.'
        : `is unhealthy for ${duration(now - item.since)}: its health check fails.`
    case 'failed':
      return `ended by itself with exit code ${item.code}, ${ago(item.time, now)}.`
    case 'disk': {
      const when =
        item.fullAt === undefined || item.fullAt <= now
          ? ''
          : ` It will be full in about ${duration(item.fullAt - now)}.`
      return `has ${size(item.free)} of ${size(item.total)} left.${when}`
    }
    case 'recorder':
      return item.problem.why
  }
}

/** Whom it is about. */
export function attentionSubject(item: Attention): string {
  if (item.kind === 'disk') return 'The engine’s disk'
  return item.kind === 'recorder' ? item.problem.what : item.name
}
