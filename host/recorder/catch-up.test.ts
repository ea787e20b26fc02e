import { expect, test } from 'vitest'
import { EngineClient } from '../engine/index.ts'
import { engineEnd, whileAway } from './catch-up.ts'
import { sentenceOf } from './sentence.ts'

const NOW = Date.UTC(2026, 0, 2)
const minutes = (count: number) => NOW + count * 60_000
/** Nobody is asked: without an event that was seen, there is none to go on from. */
const connected = {
  client: new EngineClient({ kind: 'unix', path: '/nowhere' }),
  signal: new AbortController().signal,
  ahead: 0,
  silent: false,
}
const state = { ahead: 0, started: minutes(-4), folder: undefined, booted: minutes(-5) }

test('the computer was started anew since the engine was seen: what ended before that ended by it', async () => {
  const away = await whileAway({ seen: minutes(-10), engineStarted: minutes(-600) }, state, connected)
  expect(away.engine).toBe('rebooted')
  const ended = (time: number) => engineEnd(away, time, { lostAt: undefined, state, ahead: 0 })
  expect(ended(minutes(-6))).toBe('rebooted')
  // Without a word of when, an engine says so as it starts.
  expect(ended(minutes(-4))).toBe('rebooted')
  expect(ended(minutes(-60))).toBeUndefined()
  expect(ended(minutes(-1))).toBeUndefined()
  expect(sentenceOf({ kind: 'reboot' })).toBe('The engine’s machine was started anew while it ran.')
})

test('the engine alone was started anew', async () => {
  const before = { seen: minutes(-10), engineStarted: minutes(-600) }
  const away = await whileAway(before, { ...state, booted: minutes(-900) }, connected)
  expect(away.engine).toBe('restarted')
  expect(engineEnd(away, minutes(-5), { lostAt: undefined, state, ahead: 0 })).toBe('ended')
})

test('nothing was', async () => {
  const before = { seen: minutes(-10), engineStarted: state.started }
  const away = await whileAway(before, { ...state, booted: minutes(-900) }, connected)
  expect(away.engine).toBe('same')
  expect(engineEnd(away, minutes(-5), { lostAt: undefined, state, ahead: 0 })).toBeUndefined()
})

test('a clock that wanders by seconds is no new start of the computer', async () => {
  const before = { seen: minutes(-10), engineStarted: state.started }
  const away = await whileAway(before, { ...state, booted: minutes(-10) + 5_000 }, connected)
  expect(away.engine).toBe('same')
})
