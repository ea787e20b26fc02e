import { expect, test } from 'vitest'
import { exitCodeOf, healthOf, stateOf } from './status.ts'

test.each([
  ['Exited (137) 2 hours ago', 137],
  ['Exited (0) Less than a second ago', 0],
  ['Restarting (1) 3 seconds ago', 1],
  ['Up 3 minutes', undefined],
  ['Created', undefined],
])('exit code of "%s"', (status, code) => expect(exitCodeOf(status)).toBe(code))

test.each([
  ['Up 3 minutes (healthy)', 'healthy'],
  ['Up 3 minutes (unhealthy)', 'unhealthy'],
  ['Up 1 second (health: starting)', 'starting'],
  ['Up 3 minutes (Paused)', undefined],
  ['Exited (1) (healthy)', undefined],
])('health of "%s"', (status, health) => expect(healthOf(status)).toBe(health))

test.each([
  ['running', 'running'],
  ['Exited', 'exited'],
  ['stopped', 'exited'],
  ['configured', 'created'],
  ['gone', 'dead'],
])('state of "%s"', (word, state) => expect(stateOf(word)).toBe(state))
