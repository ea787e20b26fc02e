import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RegistryList } from '../../contract/index.ts'
import { type Engine, startEngine } from '../support/engine.ts'
import { engineState, type OpenHost, openHost, readUntil } from '../support/host.ts'
import { BUSYBOX, makeImages } from '../support/image.ts'
import { type Registry, startRegistry } from '../support/registry.ts'
import { run } from '../support/run.ts'

const ann = { user: 'ann', password: 'corréct horse:1' }

let engine: Engine
let plain: Registry
let guarded: Registry
let host: OpenHost
let config: string

beforeAll(async () => {
  config = await mkdtemp(join(tmpdir(), 'slipway-docker-config-'))
  process.env.DOCKER_CONFIG = config
  ;[plain, guarded, engine] = await Promise.all([
    startRegistry(),
    startRegistry({ account: ann, tls: 'good' }),
    startEngine({ bridge: false }),
  ])
  host = await openHost(engine.address)
  await engineState(host, 'connected')
})
afterAll(async () => {
  await host?.close()
  await engine?.stop()
  await Promise.all([plain?.stop(), guarded?.stop()])
  await rm(config, { recursive: true })
})

/** The list as the page has it. */
const list = (enough: (list: RegistryList) => boolean = () => true): Promise<RegistryList> =>
  readUntil(host.client, (stream, options) => host.client.registries.watch({ stream }, options), enough)

const login = (password: string, at = guarded.host) =>
  host.client.registries.login({ engine: host.engine, host: at, username: ann.user, password })

test('signs in as docker login does, letter by letter', async () => {
  const answer = await login(ann.password)
  expect(answer).toEqual({
    command: `docker login -u ann ${guarded.host}`,
    kept: { by: 'file', where: join(config, 'config.json') },
  })
  const ours = await readFile(join(config, 'config.json'), 'utf8')
  const other = await mkdtemp(join(tmpdir(), 'slipway-docker-config-'))
  const args = ['--config', other, '-H', engine.address, 'login', '-u', ann.user, '--password-stdin', guarded.host]
  await run('docker', args, { input: ann.password })
  expect(ours).toBe(await readFile(join(other, 'config.json'), 'utf8'))
  await rm(other, { recursive: true })
  const { registries } = await list()
  expect(registries.find(({ host: at }) => at === guarded.host)).toMatchObject({
    signIn: { username: 'ann', kept: { by: 'file' } },
  })
  expect(JSON.stringify(registries)).not.toContain('horse')
})

test('a wrong password is told as one, and nothing is kept', async () => {
  const before = await readFile(join(config, 'config.json'), 'utf8')
  await expect(login('wrong')).rejects.toMatchObject({
    code: 'UNAUTHORIZED',
    data: { why: expect.stringContaining('does not take this user name and password') },
  })
  expect(await readFile(join(config, 'config.json'), 'utf8')).toBe(before)
})

test('no password is in what was done', async () => {
  const deeds = await readUntil(
    host.client,
    (stream, options) => host.client.activity.watch({ stream }, options),
    (some) => some.length > 1,
  )
  expect(JSON.stringify(deeds)).toContain('docker login -u ann')
  expect(JSON.stringify(deeds)).not.toMatch(/horse|wrong"/)
})

test('a registry is tested by itself', async () => {
  const ask = (at: string) => host.client.registries.test({ engine: host.engine, host: at })
  expect(await ask(guarded.host)).toEqual({ signedIn: true, secure: true })
  expect(await ask(plain.host)).toEqual({ signedIn: false, secure: false })
  await expect(ask('127.0.0.1:1')).rejects.toMatchObject({
    code: 'ENGINE_UNREACHABLE',
    data: { why: expect.stringContaining('Nobody answers') },
  })
  await expect(ask('-o')).rejects.toMatchObject({ code: 'INVALID' })
})

test('signs out', async () => {
  const answer = await host.client.registries.logout({ engine: host.engine, host: guarded.host })
  expect(answer).toEqual({ command: `docker logout ${guarded.host}` })
  expect(JSON.parse(await readFile(join(config, 'config.json'), 'utf8'))).toEqual({ auths: {} })
  const { registries } = await list()
  expect(registries.find(({ host: at }) => at === guarded.host)).toEqual({ host: guarded.host, added: true })
  await expect(host.client.registries.test({ engine: host.engine, host: guarded.host })).rejects.toMatchObject({
    code: 'UNAUTHORIZED',
  })
})

test('registries are put on the list and taken off it', async () => {
  expect(await host.client.registries.add({ host: ' https://GHCR.io/ann/ ' })).toEqual({ host: 'ghcr.io' })
  expect((await list()).registries.map(({ host: at }) => at)).toContain('ghcr.io')
  await host.client.registries.remove({ host: 'ghcr.io' })
  expect((await list()).registries.map(({ host: at }) => at)).not.toContain('ghcr.io')
})

test('looks into a registry: repositories, tags, platforms, pages of them', async () => {
  await makeImages(engine)
  for (const name of ['team/app:1', 'team/app:2', 'zoo:latest']) {
    await engine.docker('tag', BUSYBOX, `${plain.host}/${name}`)
    await engine.docker('push', `${plain.host}/${name}`)
  }
  const at = { engine: host.engine, host: plain.host }
  expect(await host.client.registries.repositories(at)).toEqual({ names: ['team/app', 'zoo'] })
  expect(await host.client.registries.repositories({ ...at, after: 'team/app' })).toEqual({ names: ['zoo'] })
  const { tags } = await host.client.registries.tags({ ...at, repository: 'team/app' })
  expect(tags.sort()).toEqual(['1', '2'])
  const one = await host.client.registries.tag({ ...at, repository: 'zoo', tag: 'latest' })
  const digests = await engine.docker('image', 'inspect', '-f', '{{join .RepoDigests " "}}', `${plain.host}/zoo`)
  expect(digests).toContain(one.digest)
  expect(one).toMatchObject({
    created: expect.any(Number),
    platforms: [{ platform: 'linux/amd64', size: expect.any(Number) }],
  })

  const index = {
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.index.v1+json',
    manifests: [
      { platform: { os: 'linux', architecture: 'amd64' }, mediaType: one.type, size: 1, digest: one.digest },
      {
        platform: { os: 'linux', architecture: 'arm64', variant: 'v8' },
        mediaType: one.type,
        size: 1,
        digest: one.digest,
      },
      { platform: { os: 'unknown', architecture: 'unknown' }, mediaType: one.type, size: 1, digest: one.digest },
    ],
  }
  const put = await fetch(`http://${plain.host}/v2/zoo/manifests/multi`, {
    method: 'PUT',
    headers: { 'content-type': index.mediaType },
    body: JSON.stringify(index),
  })
  expect(put.status).toBe(201)
  const multi = await host.client.registries.tag({ ...at, repository: 'zoo', tag: 'multi' })
  expect(multi.digest).toBe(put.headers.get('docker-content-digest'))
  const [{ size } = { size: 0 }] = one.platforms
  expect(multi.platforms).toEqual([
    { platform: 'linux/amd64', digest: one.digest, size },
    { platform: 'linux/arm64/v8', digest: one.digest, size },
  ])
  await expect(host.client.registries.tags({ ...at, repository: 'not-there' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
})
