import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { MessageChannel, Worker } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import { expect, test } from '@playwright/test'
import { buildWhenStale } from '../../scripts/build.ts'
import { root } from '../../scripts/root.ts'
import type { Client } from '../support/host.ts'

// Runs everywhere: what Electron's utility process runs, without Electron.

let folder: string
test.beforeAll(async () => {
  await buildWhenStale(['desktop'])
  folder = mkdtempSync(join(tmpdir(), 'slipway-bundle-'))
})
test.afterAll(() => rmSync(folder, { recursive: true }))

function startBundle(engine: string): Worker {
  return new Worker(fileURLToPath(new URL('../support/utility-process.ts', import.meta.url)), {
    workerData: join(root, 'dist', 'electron', 'host-process.cjs'),
    argv: [`--engine=${engine}`],
    env: { ...process.env, HOME: folder, SLIPWAY_STATE: join(folder, 'state') },
  })
}

test('the host serves a port that it is handed, and ends when told', async () => {
  const worker = startBundle(`unix://${folder}/none.sock`)
  const { port1, port2 } = new MessageChannel()
  worker.postMessage({ data: { type: 'port' }, ports: [port1] }, [port1])
  port2.start()
  const client: Client = createORPCClient(new RPCLink({ port: port2 }))
  for await (const { engines, selected } of await client.engines.watch({ stream: 'bundle' })) {
    const engine = engines.find(({ id }) => id === selected)
    expect(engine?.source).toBe('command-line')
    if (engine?.status.state !== 'unreachable') continue
    expect(engine.status.problem.what).toContain('none.sock')
    break
  }
  expect(existsSync(join(folder, 'state', 'slipway.log'))).toBe(true)
  // Its thread is a bundle of its own.
  for await (const { size, problem } of await client.recorder.watch({ stream: 'recorder' })) {
    expect(problem).toBeUndefined()
    if (size > 0) break
  }
  port2.close()

  worker.postMessage({ data: { type: 'close' }, ports: [] })
  expect(await once(worker, 'exit')).toEqual([0])
})

test('a download that is gone is said to be gone', async () => {
  const worker = startBundle(`unix://${folder}/none.sock`)
  worker.postMessage({ data: { type: 'save', id: 7, token: 'gone', file: join(folder, 'x') }, ports: [] })
  const [answer] = await once(worker, 'message')
  expect(answer).toMatchObject({ type: 'saved', id: 7, problem: { why: expect.stringContaining('not there') } })
  expect(existsSync(join(folder, 'x'))).toBe(false)
  await worker.terminate()
})

test('an engine’s address that is none is told to the shell', async () => {
  const worker = startBundle('foo://x')
  const [answer] = await once(worker, 'message')
  expect(answer).toMatchObject({ type: 'failed', problem: { what: '“foo://x” is not an engine’s address.' } })
  await worker.terminate()
})
