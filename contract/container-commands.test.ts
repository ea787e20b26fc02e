import { expect, test } from 'vitest'
import {
  actCommand,
  commitCommand,
  execCommand,
  removeCommand,
  renameCommand,
  updateCommand,
} from './container-commands.ts'

test.each([
  [{ action: 'start' as const }, ['web'], 'docker start web'],
  [{ action: 'stop' as const, grace: 3 }, ['web', 'db'], 'docker stop -t 3 web db'],
  [{ action: 'restart' as const, grace: 0 }, ['web'], 'docker restart -t 0 web'],
  [{ action: 'kill' as const, signal: 'SIGHUP' }, ['web'], 'docker kill -s SIGHUP web'],
  [{ action: 'pause' as const, grace: 3, signal: 'SIGHUP' }, ['web'], 'docker pause web'],
])('command of %o', (options, names, command) => expect(actCommand(options, names)).toBe(command))

test('rename', () => expect(renameCommand('a', 'b')).toBe('docker rename a b'))

test.each([
  [{ memory: 1_024, cpus: 1.5 }, 'docker update --memory 1024 --cpus 1.5 web'],
  [{ pids: -1, memorySwap: -1 }, 'docker update --memory-swap -1 --pids-limit -1 web'],
  [{ restart: { name: 'on-failure' as const, retries: 5 } }, 'docker update --restart on-failure:5 web'],
  [{ restart: { name: 'always' as const, retries: 0 } }, 'docker update --restart always web'],
])('update with %o', (limits, command) => expect(updateCommand('web', limits)).toBe(command))

test.each([
  [{ pause: true }, 'docker commit web'],
  [{ pause: true, changes: ['CMD sh'] }, "docker commit -c 'CMD sh' web"],
  [
    { pause: false, reference: 'app:1', author: 'Ann', message: "it's" },
    "docker commit -a Ann -m 'it'\\''s' --pause=false web app:1",
  ],
])('commit with %o', (options, command) => expect(commitCommand('web', options)).toBe(command))

test('remove has the flags that are on, and hostile names quoted', () => {
  expect(removeCommand({ force: false, volumes: false }, ['web', 'db'])).toBe('docker rm web db')
  expect(removeCommand({ force: true, volumes: true }, ['web; rm -rf /'])).toBe("docker rm -f -v 'web; rm -rf /'")
})

test.each([
  [{ words: ['sh'] }, 'docker exec -it web sh'],
  [{ words: ['ls', 'a b'], user: '1:1', workingDir: '/x' }, "docker exec -it -u 1:1 -w /x web ls 'a b'"],
])('exec with %o', (options, command) => expect(execCommand('web', options)).toBe(command))
