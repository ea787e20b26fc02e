import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OpenHost, openHost, readUntil } from '../support/host.ts'
import { BUSYBOX } from '../support/image.ts'
import { run } from '../support/run.ts'
import { sharedEngine } from '../support/shared-engine.ts'

const engine = sharedEngine()
const before = process.env.DOCKER_CONFIG
let config: string
let opened: OpenHost

beforeAll(async () => {
  config = await mkdtemp(join(tmpdir(), 'slipway-publish-'))
  process.env.DOCKER_CONFIG = config
  opened = await openHost(engine.address)
  await published('on')
})
afterAll(async () => {
  await opened.close()
  if (before === undefined) delete process.env.DOCKER_CONFIG
  else process.env.DOCKER_CONFIG = before
  await rm(config, { recursive: true })
})

const published = (state: 'on' | 'off') =>
  readUntil(
    opened.client,
    (stream, options) => opened.client.publish.watch({ stream }, options),
    (now) => now.state === state,
  )

async function docker(args: readonly string[], input?: string): Promise<string> {
  const { DOCKER_HOST: _host, DOCKER_CONTEXT: _context, ...env } = process.env
  return await run('docker', args, { env, ...(input !== undefined && { input }) })
}

test('the docker command uses the engine by the context, and keeps its own', async () => {
  expect(await docker(['context', 'ls', '--format', '{{.Name}} {{.Current}}'])).toMatch(
    /^default true\nslipway false$/m,
  )
  const name = await docker(['--context', 'slipway', 'info', '--format', '{{.ID}}'])
  expect(name).toBe(await engine.docker('info', '--format', '{{.ID}}'))
  const listed = await docker(['context', 'inspect', 'slipway', '--format', '{{.Endpoints.docker.Host}}'])
  expect(await published('on')).toMatchObject({ address: listed })
})

test('stdin, output and the exit code of a container go through', async () => {
  const bytes = 'x'.repeat(3_000_000)
  expect(await docker(['--context', 'slipway', 'run', '--rm', '-i', BUSYBOX, 'wc', '-c'], bytes)).toBe('3000000')
  await expect(docker(['--context', 'slipway', 'run', '--rm', BUSYBOX, 'sh', '-c', 'exit 7'])).rejects.toThrow(/with 7/)
})

test('its own address is no engine, or it would lead to itself', async () => {
  const now = await published('on')
  if (now.state !== 'on') throw new Error('not published')
  await opened.client.engines.discover()
  expect(opened.host.engines.list().engines.map(({ address }) => address)).not.toContain(now.address)
  await expect(opened.client.engines.add({ name: 'itself', address: now.address })).rejects.toMatchObject({
    code: 'INVALID',
  })
})

test('is taken away by the setting', async () => {
  await opened.client.settings.change({ publish: false })
  await published('off')
  expect(await docker(['context', 'ls', '--format', '{{.Name}}'])).toBe('default')
  await opened.client.settings.change({ publish: true })
  await published('on')
  expect(await docker(['--context', 'slipway', 'ps', '-q', '--filter', 'name=none-such'])).toBe('')
})
