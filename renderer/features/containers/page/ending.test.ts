import { expect, test } from 'vitest'
import { earlyEnding, ending } from './ending.ts'

const ended = { state: 'exited', exitCode: 0, outOfMemory: false, error: '' }

test.each([
  [125, /engine could not run/],
  [126, /could not be run/],
  [127, /not found in the image/],
  [137, /SIGKILL/],
  [139, /memory that is not its own/],
  [143, /told to stop/],
  [3, /exit code 3/],
])('exit code %i', (exitCode, words) => expect(ending({ ...ended, exitCode })).toMatch(words))

test('want of memory and the engine’s own words come before the code', () => {
  expect(ending({ ...ended, exitCode: 137, outOfMemory: true })).toMatch(/more memory than it may/)
  expect(ending({ ...ended, state: 'created', exitCode: 127, error: 'no such file' })).toBe('no such file')
})

test('one that ended well, or runs, has nothing to explain', () => {
  expect(ending(ended)).toBeUndefined()
  expect(ending({ ...ended, state: 'running', exitCode: 137 })).toBeUndefined()
})

const ran = { ...ended, started: 1_000, finished: 1_400, tty: false, entrypoint: [], command: ['true'] }

test('an early end says after how long, and why', () => {
  expect(earlyEnding(ran)).toBe('It ended after 0.4 s with exit code 0. Its command was done.')
  expect(earlyEnding({ ...ran, exitCode: 127 })).toMatch(/exit code 127\. Its command was not found/)
  expect(earlyEnding({ ...ran, finished: 1_020, exitCode: 3 })).toBe(
    'It ended at once with exit code 3, which its own program chose.',
  )
  expect(earlyEnding({ ...ran, command: ['/bin/sh'] })).toMatch(/interactive terminal/)
  expect(earlyEnding({ ...ran, command: ['sh', '-c', 'true'] })).toMatch(/was done/)
})

test('one that ended before its start was written down ended at once', () => {
  expect(earlyEnding({ ...ran, finished: ran.started - 4, exitCode: 127 })).toMatch(
    /^It ended at once with exit code 127/,
  )
})

test('a late end is not an early one', () => {
  expect(earlyEnding({ ...ran, finished: 4_100 })).toBeUndefined()
  expect(earlyEnding({ ...ran, state: 'running' })).toBeUndefined()
})
