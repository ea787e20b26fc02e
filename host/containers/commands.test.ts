import { expect, test } from 'vitest'
import { commitCommand } from './commit.ts'
import { renameCommand } from './rename.ts'
import { updateCommand } from './update.ts'

test('rename', () => expect(renameCommand('a', 'b')).toBe('docker rename a b'))

test.each([
  [{ memory: 1_024, cpus: 1.5 }, 'docker update --memory 1024 --cpus 1.5 web'],
  [{ pids: -1, memorySwap: -1 }, 'docker update --memory-swap -1 --pids-limit -1 web'],
  [{ restart: { name: 'on-failure' as const, retries: 5 } }, 'docker update --restart on-failure:5 web'],
  [{ restart: { name: 'always' as const, retries: 0 } }, 'docker update --restart always web'],
])('update with %o', (limits, command) => expect(updateCommand('web', limits)).toBe(command))

test.each([
  [{ pause: true }, 'docker commit web'],
  [
    { pause: false, reference: 'app:1', author: 'Ann', message: "it's" },
    "docker commit -a Ann -m 'it'\\''s' --pause=false web app:1",
  ],
])('commit with %o', (options, command) => expect(commitCommand('web', options)).toBe(command))
