import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Engine, startEngine } from '../support/engine.ts'
import { engineState, type OpenHost, openHost, readUntil } from '../support/host.ts'
import { BUSYBOX, makeImages, NOSHELL } from '../support/image.ts'
import { Watcher } from '../support/terminal.ts'

const SIZE = { columns: 90, rows: 30 }

let engine: Engine
let host: OpenHost
/** A container that does nothing. */
let idle: string
const watchers: Watcher[] = []

beforeAll(async () => {
  engine = await startEngine({ bridge: false })
  await makeImages(engine)
  host = await openHost(engine.address)
  await engineState(host, 'connected')
  idle = await run('--name', 'idle', BUSYBOX, 'sleep', '100000')
}, 60_000)
afterAll(async () => {
  for (const watcher of watchers) watcher.leave()
  await host?.close()
  await engine?.stop()
})

const run = (...args: string[]) => engine.docker('run', '-d', '--network', 'none', ...args)
const exec = (container: string, more = {}) =>
  host.client.terminals.exec({ engine: host.engine, container, ...SIZE, ...more })
const attach = (container: string) => host.client.terminals.attach({ engine: host.engine, container, ...SIZE })
const write = (terminal: string, text: string) => host.client.terminals.write({ terminal, text })
const watch = (terminal: string, take?: () => Promise<void>) => {
  const watcher = Watcher.open(host.client, terminal, take)
  watchers.push(watcher)
  return watcher
}
const listed = (container: string) =>
  readUntil(
    host.client,
    (stream, options) => host.client.terminals.list({ engine: host.engine, container, stream }, options),
    () => true,
  )

describe('a shell', () => {
  test('is found, echoes, knows its size, and says how it ended', async () => {
    const opened = await exec(idle)
    expect(opened).toMatchObject({ kind: 'exec', title: 'sh', command: 'docker exec -it idle sh', input: 'keys' })
    const seen = watch(opened.id)
    await write(opened.id, 'echo "$TERM $((6 * 7))"; stty size\r')
    await seen.until('xterm-256color 42\r\n')
    await seen.until('30 90\r\n')
    await write(opened.id, 'exit 7\r')
    expect(await seen.ended()).toEqual({ reason: 'exited', exitCode: 7 })
    await expect(write(opened.id, 'x')).rejects.toMatchObject({ code: 'CONFLICT', defined: true })
    expect((await listed(idle)).find(({ id }) => id === opened.id)?.ended?.exitCode).toBe(7)
  })

  test('gets the newest of many sizes', async () => {
    const { id } = await exec(idle)
    const seen = watch(id)
    const sizes = Array.from({ length: 40 }, (_, index) => ({ columns: 40 + index, rows: 10 + index }))
    await Promise.all(sizes.map((size) => host.client.terminals.resize({ terminal: id, ...size })))
    await write(id, 'stty size\r')
    await seen.until('49 79\r\n')
  })

  test('is opened as a user, in a folder, or is another program', async () => {
    const opened = await exec(idle, { user: 'guest', workingDir: '/srv', words: ['sh', '-c', 'id -un; pwd; exit 3'] })
    expect(opened.command).toBe("docker exec -it -u guest -w /srv idle sh -c 'id -un; pwd; exit 3'")
    const seen = watch(opened.id)
    expect(await seen.ended()).toEqual({ reason: 'exited', exitCode: 3 })
    expect(seen.text).toBe('guest\r\n/srv\r\n')
  })

  test.each([
    ['a user that is not there', { user: 'nobody9' }, /nobody9/],
    ['a folder that is not there', { workingDir: '/nope' }, /\/nope/],
    ['a folder that is a file', { workingDir: '/bin/busybox' }, /not a directory/],
    ['a program that is not there', { words: ['/bin/nope'] }, /\/bin\/nope/],
    ['a program that may not be run', { words: ['/etc/passwd'] }, /permission denied/],
  ])('%s is reported as the engine has it', async (_what, more, why) => {
    const error = await exec(idle, more).then(
      () => undefined,
      (thrown: unknown) => thrown,
    )
    expect(error).toMatchObject({ code: 'INVALID', defined: true, data: { why: expect.stringMatching(why) } })
  })

  test('is missed where the image has none, and in no other case', async () => {
    const bare = await run('--name', 'bare', NOSHELL)
    await expect(exec(bare)).rejects.toMatchObject({ code: 'NO_SHELL', data: { what: '“bare” has no shell.' } })
    const { id } = await exec(bare, { words: ['/sleep', '1'] })
    expect(await watch(id).ended()).toEqual({ reason: 'exited', exitCode: 0 })
  })

  test('is refused clearly in a container that is paused, stopped or gone', async () => {
    const id = await run('--name', 'napping', BUSYBOX, 'sleep', '1000')
    await engine.docker('pause', id)
    await expect(exec(id)).rejects.toMatchObject({ code: 'CONFLICT', data: { what: '“napping” is paused.' } })
    await expect(attach(id)).rejects.toMatchObject({ code: 'CONFLICT', data: { what: '“napping” is paused.' } })
    await engine.docker('kill', id)
    await expect(exec(id)).rejects.toMatchObject({ code: 'CONFLICT', data: { what: '“napping” is not running.' } })
    await engine.docker('rm', '-f', id)
    await expect(exec(id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('ends with 137 when its container is killed', async () => {
    const container = await run(BUSYBOX, 'sleep', '1000')
    const { id } = await exec(container)
    const seen = watch(id)
    await seen.until('# ')
    await engine.docker('kill', container)
    expect(await seen.ended()).toEqual({ reason: 'exited', exitCode: 137 })
  })

  test('and what it runs get a hang-up when it is closed; what ignores that stays', async () => {
    const container = await run(BUSYBOX, 'sleep', '100000')
    const { id } = await exec(container)
    const seen = watch(id)
    await write(id, "(trap '' HUP; exec sleep 4444) &\rsleep 5555\r")
    await vi.waitFor(async () => expect(await engine.docker('top', container)).toMatch(/sleep 5555/), 5_000)
    await host.client.terminals.close({ terminal: id })
    expect(await seen.ended()).toEqual({ reason: 'closed' })
    await vi.waitFor(async () => {
      const processes = await engine.docker('top', container)
      expect(processes).not.toMatch(/sleep 5555|\bsh\b/)
      expect(processes).toMatch(/sleep 4444/)
    }, 5_000)
    expect(await listed(container)).toEqual([])
  })

  test('passes any character through, whole, however it is cut', async () => {
    const { id } = await exec(idle, {
      words: ['sh', '-c', "for b in '\\360' '\\237' '\\232' '\\242'; do printf $b; sleep 0.1; done; sleep 100"],
    })
    const seen = watch(id)
    expect(await seen.until('🚢')).toBe('🚢')
    await host.client.terminals.close({ terminal: id })
  })
})

describe('watching', () => {
  test('any number see the same, also who comes late or after the end', async () => {
    const { id } = await exec(idle)
    const first = watch(id)
    await write(id, 'echo on$((1))e\r')
    await first.until('on1e')
    const second = watch(id)
    await second.until('on1e')
    await write(id, 'echo tw$((2))o; exit\r')
    await Promise.all([first.ended(), second.ended()])
    const third = watch(id)
    await third.ended()
    expect(third.text).toBe(first.text)
    expect(second.text).toBe(first.text)
    // What was seen comes as a repeat, so that no question in it is answered again.
    expect(third.fresh).toBe(1)
  })

  test('a reader that leaves misses nothing for who comes after', async () => {
    const { id } = await exec(idle)
    const first = watch(id)
    await first.until('# ')
    first.leave()
    await write(id, 'echo un$((1))seen\r')
    await watch(id).until('un1seen')
  })

  test('one reader that keeps up sees every byte of big output', async () => {
    const { id } = await exec(idle, { words: ['seq', '1', '400000'] })
    const seen = watch(id)
    await seen.ended(60_000)
    expect(seen.fresh).toBe(1)
    expect(seen.text.split('\r\n').length).toBe(400_001)
  })

  test('a reader that stops holds the program for a while, then gets the end of it; memory stays', async () => {
    let stuck = false
    const { id } = await exec(idle, { words: ['sh', '-c', 'env seq 1 1000000; echo fin; sleep 1000'] })
    const slow = watch(id, async () => {
      while (stuck) await sleep(20)
    })
    await slow.until('100\r\n')
    stuck = true
    const before = process.memoryUsage().rss
    await sleep(1_000)
    // Held: the program waits for its reader.
    const late = await engine.docker('top', idle, '-eo', 'pid,args')
    expect(late).toMatch(/^\d+ +seq 1 1000000/m)
    await vi.waitFor(
      async () => expect(await engine.docker('top', idle, '-eo', 'pid,args')).not.toMatch(/^\d+ +seq 1 1000000/m),
      { timeout: 60_000, interval: 200 },
    )
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024)
    stuck = false
    await slow.until('1000000\r\nfin', 20_000)
    expect(slow.fresh).toBeGreaterThan(1)
    expect(slow.text.length).toBeLessThan(300 * 1024)
    await host.client.terminals.close({ terminal: id })
  }, 90_000)
})

describe('attached', () => {
  test('with a TTY: talks, detaches by its keys, and the container goes on', async () => {
    const container = await run('-it', '--name', 'shell', BUSYBOX, 'sh')
    const opened = await attach(container)
    expect(opened).toMatchObject({ kind: 'attach', input: 'keys', tty: true, command: 'docker attach shell' })
    const seen = watch(opened.id)
    await write(opened.id, 'echo a$((1))b; stty size\r')
    await seen.until('a1b')
    await seen.until('30 90')
    await write(opened.id, '\u0010')
    await sleep(50)
    await write(opened.id, '\u0011')
    expect(await seen.ended()).toEqual({ reason: 'detached' })
    expect(await engine.docker('inspect', '-f', '{{.State.Running}}', container)).toBe('true')
    // Who attaches again sees what was said.
    await watch((await attach(container)).id).until('a1b')
  })

  test('`exit` ends the container, and its code is told even when it removes itself', async () => {
    const container = await run('-it', '--rm', BUSYBOX, 'sh')
    const { id } = await attach(container)
    const seen = watch(id)
    await write(id, 'exit 9\r')
    expect(await seen.ended()).toEqual({ reason: 'exited', exitCode: 9 })
  })

  test('killed meanwhile: says so', async () => {
    const container = await run('-it', BUSYBOX, 'sh')
    const { id } = await attach(container)
    const seen = watch(id)
    await engine.docker('kill', container)
    expect(await seen.ended()).toEqual({ reason: 'exited', exitCode: 137 })
  })

  test('without a TTY: both streams, lines in, and the end of input', async () => {
    // As `docker run -i` makes it when it is not detached: the end of input reaches the process.
    const script = 'while read x; do echo "<$x>"; echo "!$x" >&2; done; exit 4'
    const flags = ['-i', '-a', 'stdin', '-a', 'stdout', '--network', 'none', '--name', 'plain']
    const container = await engine.docker('create', ...flags, BUSYBOX, 'sh', '-c', script)
    await engine.docker('start', container)
    const opened = await attach(container)
    expect(opened).toMatchObject({ input: 'lines', tty: false, command: 'docker attach --sig-proxy=false plain' })
    const seen = watch(opened.id)
    await write(opened.id, 'hellp\u007fo\r')
    await seen.until('<hello>')
    await seen.until('!hello')
    await write(opened.id, '\u0004')
    expect(await seen.ended()).toEqual({ reason: 'exited', exitCode: 4 })
  })

  test('without a TTY: its keys detach too', async () => {
    const container = await run('-i', BUSYBOX, 'cat')
    const { id } = await attach(container)
    const seen = watch(id)
    await write(id, '\u0010\u0011')
    expect(await seen.ended()).toEqual({ reason: 'detached' })
    expect(await engine.docker('inspect', '-f', '{{.State.Running}}', container)).toBe('true')
  })

  test('to what takes no input: shows, and says why it does not take any', async () => {
    const container = await run(
      '--name',
      'mute',
      BUSYBOX,
      'sh',
      '-c',
      'echo said; while :; do sleep 1; echo tick; done',
    )
    const opened = await attach(container)
    expect(opened).toMatchObject({ input: 'none', command: 'docker attach --no-stdin --sig-proxy=false mute' })
    const seen = watch(opened.id)
    await seen.until(/said\s+tick/)
    await expect(write(opened.id, 'x')).rejects.toMatchObject({ code: 'CONFLICT', data: { why: /-i/ } })
    await host.client.terminals.close({ terminal: opened.id })
    expect(await seen.ended()).toEqual({ reason: 'closed' })
    await engine.docker('rm', '-f', container)
  })

  test('works where the log can’t be read', async () => {
    const container = await run('-it', '--log-driver', 'none', BUSYBOX, 'sh')
    const { id } = await attach(container)
    await write(id, 'echo l$((1))g\r')
    await watch(id).until('l1g')
  })
})

describe('together', () => {
  test('only so many ended ones of a container are kept', async () => {
    const container = await run(BUSYBOX, 'sleep', '1000')
    for (let n = 0; n < 7; n++) await watch((await exec(container, { words: ['true'] })).id).ended()
    await vi.waitFor(async () => expect(await listed(container)).toHaveLength(5))
  })

  test('the list tells of each that opens, ends and is closed', async () => {
    const container = await run(BUSYBOX, 'sleep', '1000')
    const next = (enough: (count: number, ended: number) => boolean) =>
      readUntil(
        host.client,
        (stream, options) => host.client.terminals.list({ engine: host.engine, container, stream }, options),
        (all) => enough(all.length, all.filter(({ ended }) => ended).length),
      )
    const opens = next((count, ended) => count === 1 && ended === 0)
    const ends = next((_count, ended) => ended === 1)
    const { id } = await exec(container)
    await opens
    await write(id, 'exit\r')
    await ends
    const closes = next((count) => count === 0)
    await host.client.terminals.close({ terminal: id })
    await closes
  })

  test('an opening that is cancelled leaves no process', async () => {
    const container = await run(BUSYBOX, 'sleep', '1000')
    for (const ms of [0, 20, 60, 100, 200, 300]) {
      const leave = new AbortController()
      const opening = host.client.terminals.exec(
        { engine: host.engine, container, ...SIZE, words: ['sleep', '7777'] },
        { signal: leave.signal },
      )
      setTimeout(() => leave.abort(), ms)
      const opened = await opening.catch(() => undefined)
      if (opened) await host.client.terminals.close({ terminal: opened.id })
    }
    await vi.waitFor(async () => expect(await engine.docker('top', container)).not.toMatch(/7777/), 5_000)
  })

  test('closing the host ends all, also those being opened', async () => {
    const container = await run(BUSYBOX, 'sleep', '1000')
    const other = await openHost(engine.address)
    await engineState(other, 'connected')
    const open = () => other.client.terminals.exec({ engine: other.engine, container, ...SIZE })
    await open()
    const opening = open().catch(() => undefined)
    await other.close()
    await opening
    await vi.waitFor(async () => expect(await engine.docker('top', container)).not.toMatch(/\bsh\b/), 5_000)
  })

  test('an engine that is killed loses its terminals, and says so', async () => {
    const { id } = await exec(idle)
    const seen = watch(id)
    await seen.until('# ')
    await engine.kill('SIGKILL')
    expect(await seen.ended()).toEqual({ reason: 'lost' })
    await engine.start()
  }, 40_000)
})
