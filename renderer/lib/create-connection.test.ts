import { beforeEach, expect, test, vi } from 'vitest'
import { createConnection } from './create-connection.ts'
import { ProblemError } from './problem.ts'
import { type OpenWire, type Wire, WireError } from './wire.ts'

beforeEach(() => {
  vi.useFakeTimers()
  return () => vi.useRealTimers()
})

/** A way to the host whose every opening the test decides. */
function openings() {
  const tries: { open: (wire: Wire) => void; fail: (error: unknown) => void; close: () => void }[] = []
  const open: OpenWire = (closed) =>
    new Promise((resolve, reject) => tries.push({ open: resolve, fail: reject, close: closed }))
  return { open, tries, latest: () => tries[tries.length - 1] }
}
const answering = (answer: unknown): Wire => ({ link: { call: async () => answer } })
const settle = () => vi.advanceTimersByTimeAsync(0)

test('a call waits for the first attempt and is answered over it', async () => {
  const host = openings()
  const { client, connect, state } = createConnection(host.open)
  connect()
  const asked = client.engines.discover()
  expect(state.get().state).toBe('connecting')
  host.latest()?.open(answering('found'))
  expect(await asked).toBe('found')
  expect(state.get().state).toBe('open')
})

test('a failed start rejects what waits for it, and what is asked later, with what to do', async () => {
  const host = openings()
  const { client, connect, state } = createConnection(host.open)
  connect()
  const rejected = expect(client.engines.discover()).rejects.toBeInstanceOf(ProblemError)
  host.latest()?.fail(new WireError('unreachable'))
  await rejected
  await expect(client.engines.discover()).rejects.toMatchObject({
    problem: { next: expect.stringContaining('Slipway') },
  })
  expect(state.get().state).toBe('lost')
})

test('a broken line fails the calls under way and is opened again by itself', async () => {
  const host = openings()
  const { client, connect, state } = createConnection(host.open)
  connect()
  const broken: Wire = {
    link: { call: () => new Promise((_, reject) => setTimeout(() => reject(new Error('queue closed')), 10)) },
  }
  host.latest()?.open(broken)
  await settle()
  const rejected = expect(client.engines.discover()).rejects.toBeInstanceOf(ProblemError)
  host.latest()?.close()
  expect(state.get().state).toBe('lost')
  await vi.advanceTimersByTimeAsync(10)
  await rejected
  await vi.advanceTimersByTimeAsync(1_000)
  expect(host.tries).toHaveLength(2)
  host.latest()?.open(answering('back'))
  await settle()
  expect(await client.engines.discover()).toBe('back')
})

test('attempts go on, never two at once, and ever slower', async () => {
  const host = openings()
  const { connect } = createConnection(host.open)
  connect()
  connect()
  expect(host.tries).toHaveLength(1)
  for (let count = 1; count <= 8; count++) {
    host.latest()?.fail(new WireError('no-answer'))
    await settle()
    expect(host.tries).toHaveLength(count)
    await vi.advanceTimersByTimeAsync(3_000)
    expect(host.tries).toHaveLength(count + 1)
  }
})

test('nobody signed in: no attempts until one signs in', async () => {
  const host = openings()
  const { client, connect, state } = createConnection(host.open)
  connect()
  host.latest()?.fail(new WireError('signed-out'))
  await vi.advanceTimersByTimeAsync(60_000)
  expect(state.get().state).toBe('signed-out')
  expect(host.tries).toHaveLength(1)
  await expect(client.engines.discover()).rejects.toMatchObject({ problem: { what: 'You are not signed in.' } })
  connect()
  expect(state.get().state).toBe('connecting')
  expect(host.tries).toHaveLength(2)
})

test('a call that is cancelled while it waits fails at once', async () => {
  const { client, connect } = createConnection(openings().open)
  connect()
  const abort = new AbortController()
  const asked = client.engines.discover(undefined, { signal: abort.signal })
  const rejected = expect(asked).rejects.toMatchObject({ name: 'AbortError' })
  abort.abort()
  await rejected
})
