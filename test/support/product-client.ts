import { once } from 'node:events'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { Client } from './host.ts'
import type { Product } from './product.ts'

/** What a page has: the contract over a WebSocket, signed in. */
export type ProductClient = {
  client: Client
  /** The engine that is selected; it is connected. */
  engine: string
  close(): void
}

/** Reaches a product that serves as its page does. @throws Error when the host has no connected engine */
export async function openProduct(product: Product): Promise<ProductClient> {
  const answer = await fetch(product.signInUrl, { redirect: 'manual' })
  const [cookie = ''] = answer.headers.getSetCookie().map((header) => header.split(';')[0])
  // Node's takes headers; the types are the browser's, which has cookies of its own.
  const websocket: WebSocket = Reflect.construct(WebSocket, [
    `${product.url.replace(/^http/, 'ws')}/rpc`,
    { headers: { cookie, origin: new URL(product.url).origin } },
  ])
  websocket.binaryType = 'arraybuffer'
  await once(websocket, 'open')
  const client: Client = createORPCClient(new RPCLink({ websocket }))
  return { client, engine: await connectedEngine(client), close: () => websocket.close() }
}

async function connectedEngine(client: Client): Promise<string> {
  const stream = 'engines'
  for await (const { engines, selected } of await client.engines.watch({ stream })) {
    const engine = engines.find(({ id }) => id === selected)
    if (engine?.status.state === 'connected') return engine.id
    await client.flow.ack({ stream, count: 1 })
  }
  throw new Error('the host has no connected engine')
}
