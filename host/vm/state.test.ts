import { expect, test } from 'vitest'
import type { VmFailure, VmState } from '../../contract/index.ts'
import { isUp, transition, type VmEvent } from './state.ts'

const failure: VmFailure = { code: 'ended', problem: { what: 'It ended.', why: 'So.', next: 'Start it.' }, mends: [] }
const times = { now: 1, until: 2 }
const start: VmEvent = { event: 'start', stage: 'image', ...times }

const STATES: VmState[] = [
  { state: 'absent' },
  { state: 'installing', doing: 'keys' },
  { state: 'stopped', saved: false },
  { state: 'stopped', saved: true },
  { state: 'starting', stage: 'data', since: 1, until: 2 },
  { state: 'running', since: 1 },
  { state: 'paused', why: 'asked' },
  { state: 'paused', why: 'disk-full', stage: 'data' },
  { state: 'saving', done: 1, total: 2 },
  { state: 'asleep', saved: true, since: 1 },
  { state: 'asleep', saved: false, since: 1 },
  { state: 'stopping' },
  { state: 'crashed', failure },
  { state: 'resetting' },
]

/** Where an event leads from each of the states above, in their order; `-` where it can’t happen. */
const TABLE: [VmEvent, string][] = [
  [{ event: 'create', doing: 'disk' }, 'installing installing - - - - - - - - - - - -'],
  [{ event: 'created' }, '- stopped - - - - - - - - - - - -'],
  [start, '- - starting starting - - - - - starting - - starting -'],
  [{ event: 'stage', stage: 'engine', ...times }, '- - - - starting starting - - - - - - - -'],
  [{ event: 'ready', now: 1 }, '- - - - running - - - - - - - - -'],
  [{ event: 'pause', why: 'asked' }, '- - - - - paused - - - - - - - -'],
  [{ event: 'pause', why: 'disk-full' }, '- - - - paused paused - - - - - - - -'],
  [{ event: 'resume', ...times }, '- - - - - - running starting - - running - - -'],
  [{ event: 'save' }, '- - - - - saving saving - - - - - - -'],
  [{ event: 'saving', done: 2, total: 2 }, '- - - - - - - - saving - - - - -'],
  [{ event: 'saved' }, '- - - - - - - - stopped - - - - -'],
  [{ event: 'sleep', saved: true, now: 1 }, '- - - - - - - - asleep - - - - -'],
  [{ event: 'sleep', saved: false, now: 1 }, '- - - - - asleep - - - - - - - -'],
  [{ event: 'not-saved', now: 1 }, '- - - - - - - - running - - - - -'],
  [{ event: 'stop' }, '- - - - stopping stopping stopping stopping - stopped stopping - - -'],
  [{ event: 'ended', failure }, '- - - - crashed crashed crashed crashed crashed crashed crashed stopped - -'],
  [
    { event: 'failed', failure },
    '- crashed - - crashed crashed crashed crashed crashed crashed crashed crashed - crashed',
  ],
  [{ event: 'reset' }, '- - resetting resetting - - - - - - - - resetting -'],
  [{ event: 'was-reset' }, '- - - - - - - - - - - - - stopped'],
  [{ event: 'cleared' }, '- - stopped stopped - - - - - - - - stopped -'],
]

test.each(TABLE)('$event leads only where it can', (event, expected) => {
  expect(STATES.map((state) => transition(state, event)?.state ?? '-').join(' ')).toBe(expected)
})

test('a pause in the midst of a start goes back to its stage, with a deadline anew', () => {
  const paused = transition(
    { state: 'starting', stage: 'data', since: 1, until: 2 },
    { event: 'pause', why: 'disk-full' },
  )
  expect(paused && transition(paused, { event: 'resume', now: 5, until: 9 })).toEqual({
    state: 'starting',
    stage: 'data',
    since: 5,
    until: 9,
  })
})

test('only what was saved is resumed', () => {
  expect(transition({ state: 'saving', done: 1, total: 1 }, { event: 'saved' })).toEqual({
    state: 'stopped',
    saved: true,
  })
  expect(transition({ state: 'stopping' }, { event: 'ended', failure })).toEqual({ state: 'stopped', saved: false })
})

test('what was saved when nobody needed it is still there after a stop', () => {
  expect(transition({ state: 'asleep', saved: true, since: 1 }, { event: 'stop' })).toEqual({
    state: 'stopped',
    saved: true,
  })
})

test('every state can be left', () => {
  for (const state of STATES) {
    expect(
      TABLE.some(([event]) => transition(state, event) !== undefined),
      state.state,
    ).toBe(true)
  }
  expect(STATES.filter(isUp).map(({ state }) => state)).toEqual([
    'starting',
    'running',
    'paused',
    'paused',
    'saving',
    'stopping',
  ])
})
