import type { CauseOfDeath } from '../../contract/index.ts'

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB']

/** Memory in the units of `docker stats`: 128 MiB, 1.5 GiB. */
export function memoryWord(bytes: number): string {
  const unit = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log2(bytes) / 10))
  const value = bytes / 1_024 ** unit
  return `${Number(value.toFixed(value < 100 ? 1 : 0))} ${UNITS[unit]}`
}

/** 40 s, 12 min, 3 h. */
export function spanWord(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min`
  return `${Math.round(seconds / 3_600)} h`
}

/** Why a container ended, in a sentence about “it”. */
export function sentenceOf(cause: CauseOfDeath): string {
  switch (cause.kind) {
    case 'running':
      return 'It runs.'
    case 'oom': {
      const where = cause.limit === undefined ? 'when memory ran out' : `at its limit of ${memoryWord(cause.limit)}`
      const how = cause.rising === undefined ? '' : ` after its memory had risen for ${spanWord(cause.rising)}`
      return `It was killed for want of memory ${where}${how}.`
    }
    case 'exited':
      return cause.code === 0
        ? 'It ended by itself, without an error (exit code 0).'
        : `It ended by itself with exit code ${cause.code}.`
    case 'crashed':
      return crash(cause)
    case 'killed':
      return `It was ended by \`docker kill\` (${cause.signal}); exit code ${cause.code}.`
    case 'stopped':
      if (!cause.forced) return `It was stopped by \`docker stop\` and heeded ${cause.signal}; exit code ${cause.code}.`
      return `It was stopped by \`docker stop\`, did not heed ${cause.signal}, and was killed after ${spanWord(cause.waited)}.`
    case 'restarted':
      return `It was ended to be started anew by \`docker restart\`${cause.forced ? '; it did not heed the signal and was killed' : ''}.`
    case 'removed':
      return 'It was killed and removed by `docker rm --force`.'
    case 'notStarted':
      return `It could not be started: ${cause.why.replace(/\.?$/, '.')}`
    case 'engine':
      return `The engine was stopped while it ran${codeWord(cause.code)}.`
    case 'reboot':
      return `The engine’s machine was started anew while it ran${codeWord(cause.code)}.`
    case 'unknown':
      if (cause.untold) {
        return `It ended${codeWord(cause.code)}. Podman does not tell whether by itself, or because it was stopped.`
      }
      return `It ended while Slipway was not there to see it; why is not known${codeWord(cause.code)}.`
  }
}

const codeWord = (code: number | undefined) => (code === undefined ? '' : ` (exit code ${code})`)

function crash({ signal, code }: Extract<CauseOfDeath, { kind: 'crashed' }>): string {
  if (signal === 'SIGKILL') {
    return 'It was ended by SIGKILL, which the engine did not send: another process did, or the machine’s memory ran out (exit code 137).'
  }
  return `It was ended by ${signal}, which the engine did not send (exit code ${code}).`
}
