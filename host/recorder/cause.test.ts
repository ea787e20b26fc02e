import { expect, test } from 'vitest'
import { causeOf, type Evidence } from './cause.ts'
import { sentenceOf } from './sentence.ts'
import type { EventDraft } from './store/types.ts'

const of = { container: 'c', name: 'web' }
const ENDED = 1_000_000
const at = (seconds: number) => ENDED + seconds * 1_000
const signal = (seconds: number, word: string): EventDraft => ({
  ...of,
  kind: 'signalled',
  time: at(seconds),
  signal: word,
})
const event = (seconds: number, kind: 'stopped' | 'restarted' | 'removed' | 'oom'): EventDraft => ({
  ...of,
  kind,
  time: at(seconds),
})
const died = (code: number): EventDraft => ({ ...of, kind: 'died', time: ENDED, code })
const say = (evidence: Omit<Evidence, 'ended'>) => causeOf({ ended: ENDED, ...evidence })

test.each<[string, Omit<Evidence, 'ended'>, object]>([
  ['by itself', { code: 3, events: [died(3)] }, { kind: 'exited', code: 3 }],
  ['a crash', { code: 139, events: [died(139)] }, { kind: 'crashed', code: 139, signal: 'SIGSEGV' }],
  ['255 is no signal', { code: 255, events: [died(255)] }, { kind: 'exited', code: 255 }],
  [
    'a limit',
    { code: 137, events: [event(-0.1, 'oom'), died(137)], limit: 1_000, peak: 1_200, rising: 40 },
    { kind: 'oom', code: 137, limit: 1_000, peak: 1_000, rising: 40 },
  ],
  ['the flag alone', { code: 137, events: [died(137)], oomKilled: true }, { kind: 'oom', code: 137 }],
  ['a child long ago', { code: 1, events: [event(-60, 'oom'), died(1)], oomKilled: true }, { kind: 'exited', code: 1 }],
  [
    'kill',
    { code: 137, events: [signal(-0.1, 'SIGKILL'), died(137)] },
    { kind: 'killed', code: 137, signal: 'SIGKILL' },
  ],
  ['a reload before', { code: 1, events: [signal(-600, 'SIGHUP'), died(1)] }, { kind: 'exited', code: 1 }],
  ['a resize', { code: 1, events: [signal(-1, 'SIGWINCH'), died(1)] }, { kind: 'exited', code: 1 }],
  [
    'a stop that was heeded',
    { code: 0, events: [signal(-2, 'SIGTERM'), died(0), event(0.1, 'stopped')] },
    { kind: 'stopped', code: 0, signal: 'SIGTERM', forced: false, waited: 2 },
  ],
  [
    'a stop that was not',
    { code: 137, events: [signal(-10, 'SIGTERM'), signal(-0.1, 'SIGKILL'), died(137), event(0.1, 'stopped')] },
    { kind: 'stopped', code: 137, signal: 'SIGTERM', forced: true, waited: 10 },
  ],
  [
    'a stop after which memory was found to be out, too',
    { code: 137, events: [signal(-1, 'SIGKILL'), event(-0.5, 'oom'), died(137)] },
    { kind: 'killed', code: 137, signal: 'SIGKILL' },
  ],
  [
    'a restart',
    { code: 0, events: [signal(-1, 'SIGTERM'), died(0), event(0.1, 'stopped'), event(1, 'restarted')] },
    { kind: 'restarted', code: 0, forced: false },
  ],
  [
    'a removal',
    { code: 137, events: [signal(-0.1, 'SIGKILL'), died(137), event(0.1, 'removed')] },
    { kind: 'removed', code: 137 },
  ],
  [
    'a kill, and a removal later',
    { code: 137, events: [signal(-0.1, 'SIGKILL'), died(137), event(20, 'removed')] },
    { kind: 'killed', code: 137, signal: 'SIGKILL' },
  ],
  ['the engine', { code: 0, events: [signal(-1, 'SIGTERM')], engine: 'ended' }, { kind: 'engine', code: 0 }],
  ['the machine', { events: [], engine: 'rebooted' }, { kind: 'reboot' }],
  ['nobody there', { code: 1, events: [], unseen: true }, { kind: 'unknown', code: 1 }],
  ['nobody there, nothing left', { events: [], unseen: true }, { kind: 'unknown' }],
  [
    'out of memory, seen by nobody',
    { code: 137, events: [], unseen: true, oomKilled: true },
    { kind: 'oom', code: 137 },
  ],
  [
    'no start',
    { code: 127, events: [died(127)], startError: 'no such file' },
    { kind: 'notStarted', code: 127, why: 'no such file' },
  ],
  ['Podman, with an error', { code: 7, events: [died(7)], silent: true }, { kind: 'exited', code: 7 }],
  ['Podman, without', { code: 0, events: [died(0)], silent: true }, { kind: 'unknown', code: 0, untold: true }],
  [
    'Podman, killed',
    { code: 137, events: [signal(-0.1, ''), died(137)], silent: true },
    { kind: 'killed', code: 137, signal: 'SIGKILL' },
  ],
  [
    'Podman, restarted',
    { code: 0, events: [event(-0.1, 'restarted'), died(0)], silent: true },
    { kind: 'restarted', code: 0, forced: false },
  ],
  [
    'Podman, at its limit',
    { code: 137, events: [died(137)], silent: true, limit: 100, peak: 99 },
    { kind: 'oom', code: 137, limit: 100, peak: 99 },
  ],
])('%s', (_name, evidence, cause) => expect(say(evidence)).toEqual(cause))

test.each<[Parameters<typeof sentenceOf>[0], string]>([
  [
    { kind: 'oom', code: 137, limit: 134_217_728, rising: 40 },
    'It was killed for want of memory at its limit of 128 MiB after its memory had risen for 40 s.',
  ],
  [{ kind: 'oom', code: 137 }, 'It was killed for want of memory when memory ran out.'],
  [{ kind: 'exited', code: 1 }, 'It ended by itself with exit code 1.'],
  [
    { kind: 'stopped', code: 137, signal: 'SIGTERM', forced: true, waited: 10 },
    'It was stopped by `docker stop`, did not heed SIGTERM, and was killed after 10 s.',
  ],
  [{ kind: 'engine' }, 'The engine was stopped while it ran.'],
  [{ kind: 'reboot', code: 255 }, 'The engine’s machine was started anew while it ran (exit code 255).'],
])('%o', (cause, sentence) => expect(sentenceOf(cause)).toBe(sentence))
