import { buffer, text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { LogAnchor, LogLine } from '../../contract/index.ts'
import { type Engine, startEngine } from '../support/engine.ts'
import { engineState, type OpenHost, openHost, streamName } from '../support/host.ts'
import { BUSYBOX, makeImages } from '../support/image.ts'
import { dockerLogs, type FollowInput, LogFollower, printed } from '../support/log.ts'

/** Two sources, lines of all lengths, and some that the engine cuts into pieces of one time. */
const MIXED = `BEGIN {
  long = "é🚢"; while (length(long) < 20000) long = long long
  for (i = 0; i < 30000; i++) {
    print i, substr(long, 1, i % 50)
    if (i % 7 == 0) print "error", i > "/dev/stderr"
    if (i % 3000 == 1500) print i, long
  }
}`

let engine: Engine
let host: OpenHost
const followers: LogFollower[] = []

beforeAll(async () => {
  engine = await startEngine({ bridge: false })
  await makeImages(engine)
  host = await openHost(engine.address)
  await engineState(host, 'connected')
})
afterAll(async () => {
  for (const follower of followers) follower.leave()
  await host?.close()
  await engine?.stop()
})

const run = (...args: string[]) => engine.docker('run', '-d', '--network', 'none', ...args)
/** A container that ran to its end. */
async function ran(...args: string[]): Promise<string> {
  const id = await run(...args)
  await engine.docker('wait', id)
  return id
}
const shell = (script: string) => ran(BUSYBOX, 'sh', '-c', script)
const of = (id: string) => ({ engine: host.engine, id })
function follow(input: FollowInput): LogFollower {
  const follower = LogFollower.open(host, input)
  followers.push(follower)
  return follower
}
const anchorAt = ({ time, source, nth }: LogLine, depth?: number): LogAnchor => ({
  time,
  source,
  ...(nth !== undefined && { nth }),
  ...(depth !== undefined && { depth }),
})
/** The newest lines, as the UI gets them first. */
async function newest(id: string, tail: number): Promise<LogFollower> {
  const follower = follow({ id, tail })
  await follower.until(({ told }) => told.length > 0)
  return follower
}

describe('reading back', () => {
  let mixed: string
  let all: string
  beforeAll(async () => {
    mixed = await ran(BUSYBOX, 'awk', MIXED)
    all = await dockerLogs(engine, '-t', mixed)
  })

  test.each([137, 2_000])('page by page of %i to the beginning gives every line once, in its order', async (count) => {
    let lines = (await newest(mixed, 500)).lines
    let pages = 0
    for (let edge = false; !edge && pages < 60; pages++) {
      const [first] = lines
      if (!first) throw new Error('no lines')
      const page = await host.client.logs.before({ ...of(mixed), anchor: anchorAt(first, lines.length - 1), count })
      expect(page.lines.length).toBeLessThanOrEqual(count)
      lines = [...page.lines, ...lines]
      edge = page.edge
    }
    const read = printed(lines)
    if (count === 2_000) expect(read === all).toBe(true)
    else expect(all.endsWith(read)).toBe(true)
    expect(read.length).toBeGreaterThan(100_000)
  })

  test('and forward again from the first line', async () => {
    const first = await host.client.logs.after({ ...of(mixed), count: 5_000 })
    const lines = [...first.lines]
    for (let edge = first.edge, pages = 0; !edge && pages < 60; pages++) {
      const last = lines.at(-1)
      if (!last) throw new Error('no lines')
      const page = await host.client.logs.after({ ...of(mixed), anchor: anchorAt(last), count: 5_000 })
      lines.push(...page.lines)
      edge = page.edge
    }
    expect(printed(lines) === all).toBe(true)
  })

  test.each([
    ['too small', 3],
    ['too large', 30_000],
    ['unknown', undefined],
  ])('a depth that is %s costs time, not lines', async (_words, depth) => {
    const { lines } = await newest(mixed, 3_000)
    const [middle] = lines.slice(1_000)
    if (!middle) throw new Error('no lines')
    const anchor = anchorAt(middle, depth)
    const before = await host.client.logs.before({ ...of(mixed), anchor, count: 400 })
    expect(printed(before.lines)).toBe(printed(lines.slice(600, 1_000)))
    const after = await host.client.logs.after({ ...of(mixed), anchor, count: 400 })
    expect(printed(after.lines)).toBe(printed(lines.slice(1_001, 1_401)))
    const from = await host.client.logs.after({ ...of(mixed), anchor, from: true, count: 1 })
    expect(printed(from.lines)).toBe(printed([middle]))
  })

  test('the pieces of one very long line have one time, and pages part between them', async () => {
    const id = await ran(
      BUSYBOX,
      'awk',
      'BEGIN { for (i = 0; i < 1000000; i++) printf "%d", i % 10; print ""; print "end" }',
    )
    const all = await dockerLogs(engine, '-t', id)
    let lines = (await newest(id, 5)).lines
    expect(new Set(lines.slice(0, 4).map(({ time }) => time)).size).toBe(1)
    for (let edge = false; !edge; ) {
      const [first] = lines
      if (!first) throw new Error('no lines')
      const page = await host.client.logs.before({ ...of(id), anchor: anchorAt(first, lines.length - 1), count: 7 })
      lines = [...page.lines, ...lines]
      edge = page.edge
    }
    expect(printed(lines) === all).toBe(true)
    const half = lines[30]
    if (!half) throw new Error('no lines')
    const after = await host.client.logs.after({ ...of(id), anchor: anchorAt(half, 40), count: 10 })
    expect(printed(after.lines) === printed(lines.slice(31, 41))).toBe(true)
  })

  test('while it is written to', async () => {
    const id = await run(BUSYBOX, 'awk', 'BEGIN { while (1) { print i++; if (i % 200 == 0) system("usleep 5000") } }')
    await sleep(500)
    let { lines } = await newest(id, 100)
    for (let page = 0; page < 5; page++) {
      const [first] = lines
      if (!first) throw new Error('no lines')
      // What the UI would know of: far too little, for thousands of lines were written meanwhile.
      const anchor = anchorAt(first, lines.length - 1)
      lines = [...(await host.client.logs.before({ ...of(id), anchor, count: 500 })).lines, ...lines]
    }
    await engine.docker('rm', '-f', id)
    const first = Number(lines[0]?.text)
    expect(lines.map(({ text }) => Number(text))).toEqual(lines.map((_, index) => first + index))
  })

  test('an empty log, and one line', async () => {
    const empty = await newest(await shell('true'), 100)
    expect(empty).toMatchObject({ lines: [], start: true })
    const one = await newest(await shell('echo one'), 100)
    expect(one).toMatchObject({ text: 'one\n', start: true })
  })

  test('since a time: what is older is not there', async () => {
    const id = await shell('echo old; sleep 1; echo new; echo newer')
    const times = (await newest(id, 10)).lines.map(({ time }) => Date.parse(time))
    const since = (times[0] ?? 0) + 500
    const follower = follow({ id, tail: 10, since })
    await follower.until(({ told }) => told.length > 0)
    expect(follower).toMatchObject({ text: 'new\nnewer\n', start: true })
    const [, newer] = follower.lines
    if (!newer) throw new Error('no lines')
    const page = await host.client.logs.before({ ...of(id), since, anchor: anchorAt(newer, 0), count: 10 })
    expect(page).toMatchObject({ lines: [{ text: 'new' }], edge: true })
  })
})

describe('following', () => {
  test('brings what is written, at once', async () => {
    const id = await run(BUSYBOX, 'sh', '-c', 'echo before; while read line; do echo "$line"; done')
    await engine.docker('rm', '-f', id)
    const live = await run(
      '-i',
      '--name',
      'live',
      BUSYBOX,
      'sh',
      '-c',
      'while [ ! -e /go ]; do sleep 0.05; done; date +%s%N; sleep 100',
    )
    const follower = follow({ id: live, tail: 10 })
    await follower.until(({ told }) => told.length > 0)
    expect(follower.lines).toEqual([])
    await engine.docker('exec', live, 'touch', '/go')
    await follower.until(({ lines }) => lines.length === 1)
    expect(Date.now() - Date.parse(follower.lines[0]?.time ?? '')).toBeLessThan(1_000)
  })

  test('tells stdout and stderr apart', async () => {
    const { lines } = await newest(await shell('echo out; echo err >&2; echo out again'), 10)
    expect(new Set(lines.map(({ source, text }) => `${source} ${text}`))).toEqual(
      new Set(['stdout out', 'stderr err', 'stdout out again']),
    )
  })

  test('only the newest lines first, and it says whether there are older ones', async () => {
    const id = await shell('seq 1 5000')
    expect(await newest(id, 3)).toMatchObject({ text: '4998\n4999\n5000\n', start: false })
    expect((await newest(id, 5_000)).lines).toHaveLength(5_000)
    expect((await newest(id, 5_001)).start).toBe(true)
  })

  test('goes on when the container starts again, however short it lived, each line once', async () => {
    const id = await shell('date +%s%N')
    const follower = await newest(id, 10)
    for (let round = 2; round <= 4; round++) {
      await follower.until(({ told }) => told.at(-1) === 'ended')
      await engine.docker('start', '-a', id)
      await follower.until(({ lines }) => lines.length === round)
    }
    await follower.until(({ told }) => told.at(-1) === 'ended')
    expect(follower.told.filter((one) => one === 'ended')).toHaveLength(4)
    expect(printed(follower.lines)).toBe(await dockerLogs(engine, '-t', id))
  })

  test('goes on over restarts by the engine, each line once', async () => {
    const id = await run('--restart', 'on-failure:3', BUSYBOX, 'sh', '-c', 'seq 1 300; exit 1')
    const follower = follow({ id, tail: 10_000 })
    await follower.until(({ lines }) => lines.length >= 1_200, 25_000)
    expect(printed(follower.lines)).toBe(await dockerLogs(engine, '-t', id))
  })

  test('ends with the container’s removal', async () => {
    const id = await shell('echo bye')
    const follower = await newest(id, 10)
    await follower.until(({ told }) => told.at(-1) === 'ended')
    await engine.docker('rm', id)
    await follower.until(({ over }) => over)
  })

  test('a container that was never started, then is', async () => {
    const id = await engine.docker('create', '--network', 'none', BUSYBOX, 'echo', 'hello')
    const follower = await newest(id, 10)
    await engine.docker('start', id)
    await follower.until(({ text }) => text === 'hello\n')
  })

  test('a terminal’s log has no frames, and its lines end with a carriage return', async () => {
    const id = await ran('-t', BUSYBOX, 'sh', '-c', 'echo one; echo two >&2; printf "10%%\\r20%%\\n🚢\\n"')
    expect(await newest(id, 10)).toMatchObject({ text: 'one\ntwo\n10%\r20%\n🚢\n', start: true })
  })

  test('a terminal’s very long line', async () => {
    const id = await ran(
      '-t',
      BUSYBOX,
      'awk',
      'BEGIN { for (i = 0; i < 50000; i++) printf "%d", i % 10; print ""; print "end" }',
    )
    const follower = await newest(id, 100)
    expect(follower.text).toBe(`${'0123456789'.repeat(5_000)}\nend\n`)
  })

  test('what tries to harm is text', async () => {
    const script = `printf '<script>alert(1)</script>\\n\\033[31mred\\033[0m\\n\\000\\001nul\\n"; rm -rf / #\\n\\360\\237\\232\\242\\n'`
    expect((await newest(await shell(script), 10)).text).toBe(
      '<script>alert(1)</script>\n\u001b[31mred\u001b[0m\n\u0000\u0001nul\n"; rm -rf / #\n🚢\n',
    )
  })

  test('bytes that are no UTF-8', async () => {
    const { lines } = await newest(await shell(`printf 'a\\377b\\n\\xf0\\x9f\\nend\\n'`), 10)
    expect(lines.map(({ text }) => text.replace(/\ufffd+/g, '?'))).toEqual(['a?b', '?', 'end'])
  })

  test('a character that is written in two parts', async () => {
    const { text } = await newest(await shell(`printf '\\360\\237'; sleep 0.2; printf '\\232\\242\\n'`), 10)
    expect(text).toBe('🚢\n')
  })

  test('a reader that stops reading stops the engine, and memory does not grow', async () => {
    const id = await run(BUSYBOX, 'yes', 'x'.repeat(200))
    const stream = streamName()
    const leave = new AbortController()
    const news = await host.client.logs.follow({ ...of(id), stream, tail: 1 }, { signal: leave.signal })
    await news.next()
    await sleep(500)
    const before = process.memoryUsage().rss
    await sleep(2_500)
    expect(process.memoryUsage().rss - before).toBeLessThan(24 * 1024 * 1024)
    leave.abort()
    await news.return?.().catch(() => {})
    await engine.docker('rm', '-f', id)
  })
})

describe('searching', () => {
  async function search(id: string, text: string, matchCase = false) {
    const stream = streamName()
    const all = { lines: [] as number[], anchors: [] as LogAnchor[], found: 0, scanned: 0, done: false }
    for await (const word of await host.client.logs.search({ ...of(id), stream, text, matchCase })) {
      for (const { line, ...anchor } of word.hits) {
        all.lines.push(line)
        all.anchors.push(anchor)
      }
      Object.assign(all, { found: word.found, scanned: word.scanned, done: word.done })
      if (word.done) break
      await host.client.flow.ack({ stream, count: 1 })
    }
    return all
  }

  test('finds what grep finds, at its place', async () => {
    const id = await shell('seq 1 20000; echo "\u001b[31mwarn\u001b[0ming: WARNING"')
    const expected = Array.from({ length: 20_000 }, (_, index) => index).filter((index) =>
      `${index + 1}`.includes('77'),
    )
    const found = await search(id, '77')
    expect(found).toMatchObject({ lines: expected, found: expected.length, scanned: 20_001, done: true })
    const [anchor] = found.anchors.slice(100)
    if (!anchor) throw new Error('no hits')
    const page = await host.client.logs.after({ ...of(id), anchor, from: true, count: 1 })
    expect(page.lines[0]?.text).toBe(String((expected[100] ?? 0) + 1))
  })

  test('case counts when it should, and colours stand in no word’s way', async () => {
    const id = await shell('printf "\\033[31mwarn\\033[0ming\\nWARNING\\nnothing\\n"')
    expect((await search(id, 'warning')).lines).toEqual([0, 1])
    expect((await search(id, 'WARNING', true)).lines).toEqual([1])
    expect(await search(id, 'absent')).toMatchObject({ found: 0, scanned: 3, done: true })
  })

  test('goes on with what is written', async () => {
    const script = 'echo a hit; while [ ! -e /go ]; do sleep 0.05; done; echo nothing; echo another hit; sleep 100'
    const id = await run(BUSYBOX, 'sh', '-c', script)
    const stream = streamName()
    const hits: number[] = []
    for await (const word of await host.client.logs.search({ ...of(id), stream, text: 'hit', matchCase: true })) {
      hits.push(...word.hits.map(({ line }) => line))
      if (word.done && word.scanned === 1) await engine.docker('exec', id, 'touch', '/go')
      if (word.scanned === 3) break
      await host.client.flow.ack({ stream, count: 1 })
    }
    expect(hits).toEqual([0, 2])
    await engine.docker('rm', '-f', id)
  })

  test('ends when nobody wants it any more', async () => {
    const id = await run(BUSYBOX, 'yes')
    await sleep(1_000)
    const leave = new AbortController()
    const connections = () => process.getActiveResourcesInfo().filter((kind) => kind === 'PipeWrap').length
    const before = connections()
    const words = await host.client.logs.search(
      { ...of(id), stream: streamName(), text: 'n', matchCase: false },
      { signal: leave.signal },
    )
    await words.next()
    expect(connections()).toBeGreaterThan(before)
    leave.abort()
    await expect(words.next()).rejects.toThrow()
    await vi.waitFor(() => expect(connections()).toBeLessThanOrEqual(before))
    await engine.docker('rm', '-f', id)
  })
})

describe('downloading', () => {
  const open = async (path: string) => await host.host.downloads.open(path.replace('/download/', ''))

  test.each([
    ['with times', true, ['-t']],
    ['without times', false, []],
  ])('%s is what docker logs prints, byte for byte', async (_words, timestamps, flags) => {
    const id = await ran(
      '--name',
      `down-${timestamps}`,
      BUSYBOX,
      'sh',
      '-c',
      `seq 1 20000; printf 'a\\r\\n\\377\\033[1m\\n' >&2; printf 'no newline'`,
    )
    const offer = await host.client.logs.download({ ...of(id), timestamps })
    const words = ['docker', 'logs', ...flags, `down-${timestamps}`]
    expect(offer).toMatchObject({ fileName: `log-down-${timestamps}.txt`, command: words.join(' ') })
    const download = await open(offer.path)
    if (!download) throw new Error('no download')
    expect((await text(download.body)) === (await dockerLogs(engine, ...flags, id))).toBe(true)
    expect(await open(offer.path)).toBeUndefined()
  })

  test('a terminal’s too', async () => {
    const id = await ran('-t', BUSYBOX, 'sh', '-c', 'seq 1 1000')
    const download = await open((await host.client.logs.download({ ...of(id), timestamps: true })).path)
    if (!download) throw new Error('no download')
    expect((await buffer(download.body)).toString()).toBe(await dockerLogs(engine, '-t', id))
  })
})

describe('what can’t be read', () => {
  test.each([
    ['none', [], /“none”/],
    ['syslog', ['--log-opt', 'syslog-address=udp://127.0.0.1:5514', '--log-opt', 'cache-disabled=true'], /“syslog”/],
  ])('the log driver %s keeps nothing, and that is said', async (driver, options, why) => {
    const id = await ran('--log-driver', driver, ...options, BUSYBOX, 'echo', 'hello')
    const follower = follow({ id, tail: 10 })
    await vi.waitFor(() => expect(follower.failure).toBeDefined())
    const unreadable = { code: 'UNSUPPORTED', defined: true, data: { why: expect.stringMatching(why) } }
    expect(follower.failure).toMatchObject(unreadable)
    await expect(host.client.logs.download({ ...of(id), timestamps: false })).rejects.toMatchObject(unreadable)
  })

  test('the driver local is read as json-file is', async () => {
    const id = await ran('--log-driver', 'local', BUSYBOX, 'seq', '1', '3000')
    const { lines } = await newest(id, 100)
    const [first] = lines
    if (!first) throw new Error('no lines')
    const page = await host.client.logs.before({ ...of(id), anchor: anchorAt(first, 99), count: 5_000 })
    expect(page.edge).toBe(true)
    expect(printed([...page.lines, ...lines])).toBe(await dockerLogs(engine, '-t', id))
  })

  test('no such container', async () => {
    const call = host.client.logs.after({ ...of('nobody'), count: 1 })
    await expect(call).rejects.toMatchObject({ code: 'NOT_FOUND', defined: true })
  })
})
