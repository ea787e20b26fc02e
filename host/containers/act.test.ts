import { expect, test } from 'vitest'
import { actCommand } from './act.ts'

test.each([
  [{ action: 'start' as const }, ['web'], 'docker start web'],
  [{ action: 'stop' as const, grace: 3 }, ['web', 'db'], 'docker stop -t 3 web db'],
  [{ action: 'restart' as const, grace: 0 }, ['web'], 'docker restart -t 0 web'],
  [{ action: 'kill' as const, signal: 'SIGHUP' }, ['web'], 'docker kill -s SIGHUP web'],
  [{ action: 'pause' as const, grace: 3, signal: 'SIGHUP' }, ['web'], 'docker pause web'],
])('command of %o', (options, names, command) => expect(actCommand(options, names)).toBe(command))
