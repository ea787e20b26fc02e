import type { CauseOfDeath } from '../../contract/index.ts'
import { signalOfCode } from './signals.ts'
import type { EventDraft } from './store/types.ts'

/** What is known of an end. Times are milliseconds since 1970, sizes bytes. */
export type Evidence = {
  ended: number
  /** Absent when nobody can tell any more. */
  code?: number
  /** What happened to the container since its start, and shortly after its end; in order. */
  events: readonly EventDraft[]
  /** The engine says that its memory ran out. */
  oomKilled?: boolean
  /** Its own memory limit. */
  limit?: number
  peak?: number
  /** Seconds that its memory had been rising. */
  rising?: number
  /** Why the engine could not start it. */
  startError?: string
  /** What happened to the engine at that time. */
  engine?: 'ended' | 'rebooted'
  /** Nobody was there when it ended. */
  unseen?: boolean
  /** The engine tells neither of a stop, nor of which signal it sent, nor always of memory that ran out: Podman. */
  silent?: boolean
}

/** A process that a signal ends does so at once; one that tidies up first takes longer. Milliseconds. */
const AT_ONCE_MS = 10_000
const TIDY_MS = 120_000
/** An engine tells of the end of memory shortly before the end of the container. */
const OOM_MS = 5_000
const SIGKILL = 137
/** So near to its limit, memory is as good as used up. */
const NEARLY = 0.9

/** Why a container ended, as far as the evidence goes. */
export function causeOf(evidence: Evidence): CauseOfDeath {
  const { code, ended, events, startError } = evidence
  const withCode = code === undefined ? {} : { code }
  if (startError !== undefined && code !== undefined) return { kind: 'notStarted', code, why: startError }
  if (evidence.engine === 'rebooted') return { kind: 'reboot', ...withCode }
  if (evidence.engine === 'ended') return { kind: 'engine', ...withCode }
  const signals = signalsOf(evidence)
  if (code !== undefined && signals.length === 0 && ranOut(evidence, code)) return outOfMemory(evidence, code)
  if (code === undefined || (evidence.unseen && !events.some(({ kind }) => kind === 'died'))) {
    return { kind: 'unknown', ...withCode }
  }
  const restarted = events.some((event) => event.kind === 'restarted' && Math.abs(ended - event.time) < TIDY_MS)
  const [first] = signals
  const last = signals.at(-1)
  if (restarted && (first || evidence.silent)) {
    return { kind: 'restarted', code, forced: signals.length > 1 && last?.signal === 'SIGKILL' }
  }
  if (first && last) return byEngine(evidence, code, { first, last, several: signals.length > 1 })
  // A signal of its own, a stop, or the end of memory: without a word of the engine they look alike.
  if (evidence.silent && (code === 0 || code > 128)) return { kind: 'unknown', code, untold: true }
  const crash = signalOfCode(code)
  return crash === undefined ? { kind: 'exited', code } : { kind: 'crashed', code, signal: crash }
}

type Signalled = Extract<EventDraft, { kind: 'signalled' }>

function byEngine(
  { events, ended }: Evidence,
  code: number,
  { first, last, several }: { first: Signalled; last: Signalled; several: boolean },
): CauseOfDeath {
  const after = events.filter(({ time }) => time >= first.time)
  if (after.some(({ kind }) => kind === 'stopped')) {
    const forced = last.signal === 'SIGKILL'
    const waited = Math.max(0, Math.round((ended - first.time) / 1_000))
    return { kind: 'stopped', code, signal: first.signal, forced: forced && several, waited }
  }
  const removed = after.find(({ kind }) => kind === 'removed')
  if (last.signal === 'SIGKILL' && removed && removed.time - ended < AT_ONCE_MS / 5) return { kind: 'removed', code }
  return { kind: 'killed', code, signal: last.signal || (signalOfCode(code) ?? 'SIGTERM') }
}

/** The signals that the engine sent, of those that may have led to the end, oldest first. */
function signalsOf({ events, ended, code }: Evidence): Signalled[] {
  const sent = events.flatMap((event) => (event.kind === 'signalled' ? [event] : []))
  const last = sent.findLast(({ time }) => time <= ended + 1_000)
  if (!last) return []
  const stopped = events.some((event) => event.kind === 'stopped' && event.time >= last.time)
  // A signal to reload, an hour ago, did not end it.
  if (!stopped && ended - last.time > (last.signal === 'SIGKILL' ? AT_ONCE_MS : TIDY_MS)) return []
  if (!stopped && !DEADLY.has(last.signal)) return []
  if (last.signal === ANY && signalOfCode(code ?? 0) === undefined) return []
  return sent.filter(({ time }) => time <= last.time && (stopped ? last.time - time <= TIDY_MS : time === last.time))
}

/** Which one, Podman does not say. */
const ANY = ''
const DEADLY = new Set([ANY, 'SIGKILL', 'SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGABRT', 'SIGHUP', 'SIGUSR1', 'SIGUSR2'])

function ranOut({ events, ended, oomKilled, silent, limit, peak }: Evidence, code: number): boolean {
  if (code === 0) return false
  if (silent && code === SIGKILL && limit !== undefined && (peak ?? 0) > limit * NEARLY) return true
  const told = events.some((event) => event.kind === 'oom' && ended - event.time < OOM_MS)
  // The flag stays when only a child was killed, earlier: then the code is the program's own.
  return told || (oomKilled === true && code === SIGKILL)
}

function outOfMemory({ limit, peak, rising }: Evidence, code: number): CauseOfDeath {
  return {
    kind: 'oom',
    code,
    ...(limit !== undefined && { limit }),
    // What is sampled lags behind what the kernel counted.
    ...(peak !== undefined && { peak: limit === undefined ? peak : Math.min(peak, limit) }),
    ...(rising !== undefined && { rising }),
  }
}
