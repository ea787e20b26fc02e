import type { CauseOfDeath } from '../../../contract/index.ts'
import type { Tone } from '../../components/badge.tsx'

/** Why a container ended, in a word or two; the sentence says the rest. */
export function causeWord(cause: CauseOfDeath): string {
  switch (cause.kind) {
    case 'running':
      return 'Running'
    case 'oom':
      return 'Out of memory'
    case 'exited':
      return cause.code === 0 ? 'Done' : `Exited ${cause.code}`
    case 'crashed':
      return 'Crashed'
    case 'killed':
      return 'Killed'
    case 'stopped':
      return cause.forced ? 'Stopped by force' : 'Stopped'
    case 'restarted':
      return 'Restarted'
    case 'removed':
      return 'Removed'
    case 'notStarted':
      return 'Not started'
    case 'engine':
      return 'Engine stopped'
    case 'reboot':
      return 'Machine restarted'
    case 'unknown':
      return 'Not known'
  }
}

/** The colour that goes with it: what went wrong by itself is bad, what a person did is not. */
export function causeTone(cause: CauseOfDeath): Tone {
  switch (cause.kind) {
    case 'running':
      return 'good'
    case 'oom':
    case 'crashed':
    case 'notStarted':
      return 'bad'
    case 'exited':
      return cause.code === 0 ? 'neutral' : 'bad'
    case 'killed':
    case 'engine':
    case 'reboot':
      return 'warn'
    case 'stopped':
      return cause.forced ? 'warn' : 'neutral'
    case 'restarted':
    case 'removed':
    case 'unknown':
      return 'neutral'
  }
}
