import { once } from 'node:events'
import { createServer } from 'node:http'
import { MessageChannel } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import { RPCLink as SocketLink } from '@orpc/client/websocket'
import { eventIterator } from '@orpc/contract'
import { os, type RouterClient } from '@orpc/server'
import { RPCHandler as PortHandler } from '@orpc/server/message-port'
import { RPCHandler as SocketHandler } from '@orpc/server/ws'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { WebSocketServer } from 'ws'
import { z } from 'zod'
import { FLOW_WINDOW } from '../../contract/flow-window.ts'
import { Credits } from './credits.ts'
import { metered } from './metered.ts'

const KIB_64 = 'x'.repeat(65_536)
let made = 0
let ended = false

/** An endless source: whatever bounds it is not the source. */
async function* endless(signal: AbortSignal | undefined) {
  try {
    while (!signal?.aborted) {
      made++
      yield KIB_64
    }
  } finally {
    ended = true
  }
}

const base = os.$context<{ credits: Credits }>()
const router = {
  flood: base
    .output(eventIterator(z.string()))
    .handler(({ context, signal }) => metered(context, 's', endless(signal), signal)),
  ack: base.input(z.number()).handler(({ context, input }) => context.credits.add('s', input)),
}
type Client = RouterClient<typeof router>

const closers: Array<() => void> = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
  made = 0
  ended = false
})

function overPort(): Client {
  const { port1, port2 } = new MessageChannel()
  new PortHandler(router).upgrade(port1, { context: { credits: new Credits() } })
  port1.start()
  port2.start()
  closers.push(() => port2.close())
  return createORPCClient(new PortLink({ port: port2 }))
}

async function overSocket(): Promise<Client> {
  const server = createServer()
  const sockets = new WebSocketServer({ server })
  const handler = new SocketHandler(router)
  sockets.on('connection', (socket) => void handler.upgrade(socket, { context: { credits: new Credits() } }))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const websocket = new WebSocket(`ws://127.0.0.1:${address.port}`)
  closers.push(() => {
    websocket.close()
    server.close()
  })
  return createORPCClient(new SocketLink({ websocket }))
}

describe.each([
  ['a MessagePort', async () => overPort()],
  ['a WebSocket', overSocket],
])('over %s', (_name, connect) => {
  test('a reader that stops reading stops the source, and memory does not grow', async () => {
    const client = await connect()
    const stream = await client.flood()
    await vi.waitFor(() => expect(made).toBe(FLOW_WINDOW))
    const before = process.memoryUsage().rss
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(made).toBe(FLOW_WINDOW)
    expect(process.memoryUsage().rss - before).toBeLessThan(32 * 1024 * 1024)
    await stream.return?.()
  })

  test('a reader that acknowledges gets more, no more than it acknowledged', async () => {
    const client = await connect()
    const stream = await client.flood()
    for (let read = 0; read < FLOW_WINDOW; read++) await stream.next()
    await client.ack(5)
    for (let read = 0; read < 5; read++) expect((await stream.next()).value).toBe(KIB_64)
    expect(made).toBe(FLOW_WINDOW + 5)
    await stream.return?.()
  })

  test('a reader that leaves ends the source, even one that waited for its word', async () => {
    const client = await connect()
    const leave = new AbortController()
    const stream = await client.flood(undefined, { signal: leave.signal })
    await vi.waitFor(() => expect(made).toBe(FLOW_WINDOW))
    leave.abort()
    await vi.waitFor(() => expect(ended).toBe(true))
    await stream.return?.().catch(() => {})
  })
})
