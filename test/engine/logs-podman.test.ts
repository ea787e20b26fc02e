import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LogLine } from '../../contract/index.ts'
import { engineState, type OpenHost, openHost } from '../support/host.ts'
import { BUSYBOX, makeImages } from '../support/image.ts'
import { dockerLogs, LogFollower } from '../support/log.ts'
import { type Podman, startPodman } from '../support/podman.ts'

let engine: Podman
let host: OpenHost
const followers: LogFollower[] = []

beforeAll(async () => {
  engine = await startPodman()
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
function follow(id: string, tail: number): LogFollower {
  const follower = LogFollower.open(host, { id, tail })
  followers.push(follower)
  return follower
}

// Podman's times are whole seconds: thousands of lines have the same one.
test('a log whose lines have the same time is read back exactly, and goes on after a restart', async () => {
  const id = await run(BUSYBOX, 'seq', '1', '3000')
  await engine.docker('wait', id)
  const follower = follow(id, 100)
  await follower.until(({ told }) => told.at(-1) === 'ended')
  let lines: LogLine[] = follower.lines
  for (let edge = false; !edge; ) {
    const [first] = lines
    if (!first) throw new Error('no lines')
    const { time, source, nth } = first
    const anchor = { time, source, ...(nth !== undefined && { nth }), depth: lines.length - 1 }
    const page = await host.client.logs.before({ engine: host.engine, id, anchor, count: 700 })
    lines = [...page.lines, ...lines]
    edge = page.edge
  }
  // Where its pipe’s buffer ended, Podman gives a line in pieces, and others when it is asked for the newest lines.
  const expected = await dockerLogs(engine, '--tail', '100000', id)
  expect(lines.map(({ text, more }) => `${text}${more ? '' : '\n'}`).join('')).toBe(expected)
  await engine.docker('start', id)
  await follower.until(({ text }) => text.endsWith('3000\n1\n2\n') || text.split('\n3000\n').length === 3)
})

test('a terminal’s log', async () => {
  const id = await run('-t', BUSYBOX, 'sh', '-c', 'seq 1 5; sleep 1000')
  const follower = follow(id, 100)
  await follower.until(({ text }) => text === '1\n2\n3\n4\n5\n')
})
