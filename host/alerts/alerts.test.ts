import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Alert, AlertState } from '../../contract/index.ts'
import { Alerts } from './alerts.ts'

const rule = { id: 'r', kind: 'unhealthy' as const, names: [], enabled: true }
const engine = { id: 'e', name: 'Local' }
const web = { subject: 'c', name: 'web', sentence: 'web is unhealthy.' }

let folder: string
let alerts: Alerts
let server: Server
let port: number
let status: number
const posted: Array<Record<string, unknown>> = []
const logged: string[] = []
const log = pino({ level: 'debug' }, { write: (line: string) => logged.push(line) })

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-alerts-'))
  alerts = await Alerts.open(folder, log)
  await alerts.setRules([rule])
  status = 204
  server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk) => {
      text += chunk
    })
    request.on('end', () => {
      posted.push({ path: request.url, type: request.headers['content-type'], ...JSON.parse(text) })
      response.writeHead(status, { location: 'http://127.0.0.1:9/elsewhere' }).end()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  port = typeof address === 'object' && address ? address.port : 0
})
afterEach(async () => {
  await alerts.close()
  server.close()
  rmSync(folder, { recursive: true })
  posted.length = 0
  logged.length = 0
})
const state = async (): Promise<AlertState | undefined> => {
  const { value } = await alerts.watch().next()
  return value
}

test('quiet by default', async () => {
  const fresh = await Alerts.open(join(folder, 'none'), log)
  const { value } = await fresh.watch().next()
  expect(value).toEqual({ rules: [], notify: false, alerts: [] })
  expect(fresh.rules).toEqual([])
})

test('fires once, is over once, and fires again', async () => {
  for (let look = 0; look < 3; look++) await alerts.take(engine, rule, [web], 1_000 + look)
  expect((await state())?.alerts).toMatchObject([{ number: 1, container: 'c', engineName: 'Local', began: 1_000 }])
  await alerts.take(engine, rule, [{ subject: 'c', unknown: true }], 2_000)
  expect((await state())?.alerts[0]?.over).toBeUndefined()
  for (let look = 0; look < 3; look++) await alerts.take(engine, rule, [], 3_000 + look)
  expect((await state())?.alerts[0]?.over).toBe(3_000)
  await alerts.take(engine, rule, [web], 4_000)
  expect((await state())?.alerts.map(({ number, over }) => [number, over])).toEqual([
    [2, undefined],
    [1, 3_000],
  ])
})

test('what fires is remembered over a restart: it does not fire again', async () => {
  await alerts.take(engine, rule, [web], 1_000)
  const again = await Alerts.open(folder, log)
  await again.take(engine, rule, [web], 2_000)
  const { value } = await again.watch().next()
  expect(value?.alerts).toHaveLength(1)
})

test('a rule that is switched off ends what it fired, and tells nobody', async () => {
  await alerts.setWebhook(`http://127.0.0.1:${port}/`)
  await alerts.take(engine, rule, [web], 1_000)
  await vi.waitFor(() => expect(posted).toHaveLength(1))
  await alerts.setRules([{ ...rule, enabled: false }])
  expect((await state())?.alerts[0]?.over).toBeDefined()
  expect(alerts.rules).toEqual([])
  expect(posted).toHaveLength(1)
})

test('faces hear of what is new, when they are to', async () => {
  const leave = new AbortController()
  const heard: Alert[] = []
  const listening = (async () => {
    for await (const one of alerts.news(leave.signal)) heard.push(one)
  })().catch(() => {})
  await alerts.take(engine, rule, [web], 1_000)
  await alerts.setNotify(true)
  await alerts.take(engine, rule, [], 2_000)
  await alerts.take(engine, rule, [web], 3_000)
  await vi.waitFor(() => expect(heard).toHaveLength(2))
  expect(heard.map(({ began, over }) => [began, over])).toEqual([
    [1_000, 2_000],
    [3_000, undefined],
  ])
  leave.abort()
  await listening
})

test('a webhook gets JSON, and its secret is neither told nor logged', async () => {
  const secret = 'T0KEN-s3cret'
  await alerts.setWebhook(`http://127.0.0.1:${port}/hooks/${secret}?key=${secret}`)
  await alerts.take(engine, rule, [web], 1_000)
  await vi.waitFor(() => expect(posted).toHaveLength(1))
  expect(posted[0]).toMatchObject({
    ...{ path: `/hooks/${secret}?key=${secret}`, type: 'application/json', event: 'firing' },
    ...{ kind: 'unhealthy', name: 'web', container: 'c', sentence: 'web is unhealthy.', began: 1_000 },
  })
  expect((await state())?.webhook).toEqual({ origin: `http://127.0.0.1:${port}` })
  status = 500
  const failure = alerts.testWebhook()
  await expect(failure).rejects.toMatchObject({ code: 'INVALID' })
  await expect(failure).rejects.not.toThrow(secret)
  status = 302
  await expect(alerts.testWebhook()).rejects.toThrow('302')
  expect(logged.join('')).not.toContain(secret)
  expect(JSON.stringify(await state())).not.toContain(secret)
  expect(readFileSync(join(folder, 'alerts.json'), 'utf8')).toContain(secret)
})

test('a webhook that is not there is said to be', async () => {
  server.close()
  await expect(alerts.testWebhook(`http://127.0.0.1:${port}/x`)).rejects.toThrow('ECONNREFUSED')
  await expect(alerts.testWebhook()).rejects.toThrow('no webhook')
})

test('two rules of one id are refused', async () => {
  await expect(alerts.setRules([rule, { ...rule, enabled: false }])).rejects.toMatchObject({ code: 'INVALID' })
})
