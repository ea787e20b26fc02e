import { once } from 'node:events'
import { request } from 'node:http'
import type { Socket } from 'node:net'
import type { EngineAccess } from '../support/engine.ts'
import { BUSYBOX } from '../support/image.ts'
import { type Product, startProduct } from '../support/product.ts'
import { openProduct } from '../support/product-client.ts'
import { rawRequest } from '../support/raw.ts'
import { type Figure, median, percentile } from './figure.ts'

const WARM = 100
const KEYS = 500
const SIZE = { columns: 80, rows: 24 }

/** A way to press a key in a terminal whose kernel echoes it, and to wait for the echo. */
type Keyboard = {
  press(key: string): Promise<void>
  /** Waits until nothing of the last key is under way any more. */
  settle(): Promise<unknown>
  close(): void
}

/** From key to echo through the whole stack (WebSocket, host, engine, and back) against a raw hijacked connection. */
export async function terminalBench(engine: EngineAccess): Promise<Figure[]> {
  const container = await engine.docker('run', '-d', '--network', 'none', BUSYBOX, 'sleep', '100000')
  const product = await startProduct({ engine })
  try {
    const [ours, raw] = [await throughSlipway(product, container), await rawHijack(engine, container)]
    const times: Record<'ours' | 'raw', number[]> = { ours: [], raw: [] }
    for (let key = -WARM; key < KEYS; key++) {
      // Turn by turn, so that a slow moment of the machine hits both alike.
      const [first, second] = [await timePress(ours, key), await timePress(raw, key)]
      if (key < 0) continue
      times.ours.push(first)
      times.raw.push(second)
    }
    ours.close()
    raw.close()
    const goal = { atMost: 2 }
    return [
      { name: 'terminal, key to echo, p50', ours: median(times.ours), theirs: median(times.raw), unit: 'ms', goal },
      {
        name: 'terminal, key to echo, p95',
        ours: percentile(times.ours, 0.95),
        theirs: percentile(times.raw, 0.95),
        unit: 'ms',
        goal,
      },
    ]
  } finally {
    await product.stop()
    await engine.docker('rm', '-f', container)
  }
}

async function timePress(keyboard: Keyboard, key: number): Promise<number> {
  const character = String.fromCharCode(97 + ((key + WARM) % 26))
  const start = performance.now()
  await keyboard.press(character)
  const time = performance.now() - start
  await keyboard.settle()
  return time
}

async function throughSlipway(product: Product, container: string): Promise<Keyboard> {
  const { client, engine, close } = await openProduct(product)
  const { id } = await client.terminals.exec({ engine, container, ...SIZE, words: ['cat'] })
  const stream = 'bench'
  const items = await client.terminals.watch({ terminal: id, stream })
  await items.next()
  let under: Promise<unknown> = Promise.resolve()
  return {
    press: async (key) => {
      under = client.terminals.write({ terminal: id, text: key })
      const step = await items.next()
      if (step.done || step.value.type !== 'output' || step.value.text !== key) {
        throw new Error(`${key} came back as ${JSON.stringify(step.value)}`)
      }
    },
    settle: () => Promise.all([under, client.flow.ack({ stream, count: 1 })]),
    close,
  }
}

async function rawHijack(engine: EngineAccess, container: string): Promise<Keyboard> {
  const body = { Cmd: ['cat'], Tty: true, AttachStdin: true, AttachStdout: true, AttachStderr: true }
  const { text } = await rawRequest(engine.address, 'POST', `/containers/${container}/exec`, { body })
  const asked = request({
    socketPath: engine.address.replace('unix://', ''),
    method: 'POST',
    path: `/exec/${JSON.parse(text).Id}/start`,
    headers: { 'content-type': 'application/json', connection: 'Upgrade', upgrade: 'tcp' },
  })
  asked.end(JSON.stringify({ Detach: false, Tty: true }))
  const socket = await new Promise<Socket>((resolve, reject) => {
    asked.on('upgrade', (_answer, upgraded) => resolve(upgraded))
    asked.on('error', reject)
  })
  return {
    press: async (key) => {
      const echo = once(socket, 'data')
      socket.write(key)
      const [piece] = await echo
      if (String(piece) !== key) throw new Error(`${key} came back as ${JSON.stringify(String(piece))}`)
    },
    settle: async () => {},
    close: () => socket.destroy(),
  }
}
