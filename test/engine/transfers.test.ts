import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Job } from '../../contract/index.ts'
import { type BadRegistry, startBadRegistry } from '../support/bad-registry.ts'
import { type Engine, startEngine } from '../support/engine.ts'
import { engineState, type OpenHost, openHost, readUntil } from '../support/host.ts'
import { BUSYBOX, makeImages } from '../support/image.ts'
import { jobEnd, jobStates } from '../support/jobs.ts'
import { type Registry, startRegistry } from '../support/registry.ts'

const ann = { user: 'ann', password: 'horse' }

let engine: Engine
let host: OpenHost
let config: string
let bad: BadRegistry
/** On 127.0.0.1, where the engine asks for no certificate. */
let plain: Registry
let guarded: Registry
/** Elsewhere, where it does. */
let untrusted: Registry
let expired: Registry
let noTls: Registry

beforeAll(async () => {
  config = await mkdtemp(join(tmpdir(), 'slipway-docker-config-'))
  process.env.DOCKER_CONFIG = config
  engine = await startEngine({ args: ['--max-download-attempts', '1', '--max-concurrent-downloads', '2'] })
  const ip = await engine.docker('network', 'inspect', '-f', '{{(index .IPAM.Config 0).Gateway}}', 'bridge')
  ;[bad, plain, guarded, untrusted, expired, noTls] = await Promise.all([
    startBadRegistry(),
    startRegistry(),
    startRegistry({ account: ann, tls: 'good' }),
    startRegistry({ ip, tls: 'good' }),
    startRegistry({ ip, tls: 'expired' }),
    startRegistry({ ip }),
  ])
  await makeImages(engine)
  host = await openHost(engine.address)
  await engineState(host, 'connected')
})
afterAll(async () => {
  await host?.close()
  await engine?.stop()
  await Promise.all(
    [bad?.close(), plain, guarded, untrusted, expired, noTls].map((one) => one && 'stop' in one && one.stop()),
  )
  await rm(config, { recursive: true })
})

const at = () => ({ engine: host.engine })
const pull = async (reference: string): Promise<Job> =>
  jobEnd(host, (await host.client.images.pull({ ...at(), reference })).job)
const push = async (reference: string): Promise<Job> =>
  jobEnd(host, (await host.client.images.push({ ...at(), reference })).job)
const login = () =>
  host.client.registries.login({ ...at(), host: guarded.host, username: ann.user, password: ann.password })
const logout = () => host.client.registries.logout({ ...at(), host: guarded.host })

/** That it failed, and the words that say why. */
const failed = (why: RegExp, next = /./) => ({
  outcome: { state: 'failed', problem: { why: expect.stringMatching(why), next: expect.stringMatching(next) } },
})

test('tag, push, remove, pull: the same image', async () => {
  const target = `${plain.host}/team/app:2.0`
  expect(await host.client.images.tag({ ...at(), source: BUSYBOX, target })).toEqual({
    command: `docker tag ${BUSYBOX} ${target}`,
  })
  const pushed = await push(target)
  expect(pushed).toMatchObject({ command: `docker push ${target}`, outcome: { state: 'done' } })
  expect(pushed.steps).toMatchObject([{ phase: 'done', done: expect.any(Number), total: expect.any(Number) }])
  const digest = pushed.outcome.state === 'done' ? pushed.outcome.result.digest : undefined
  expect(digest).toMatch(/^sha256:/)
  const id = await engine.docker('image', 'inspect', '-f', '{{.Id}}', target)
  await engine.docker('rmi', target)
  const again = await host.client.images.pull({ ...at(), reference: target })
  expect(again).toMatchObject({ command: `docker pull ${target}`, name: target })
  expect(await jobEnd(host, again.job)).toMatchObject({ outcome: { result: { digest } } })
  expect(await engine.docker('image', 'inspect', '-f', '{{.Id}}', target)).toBe(id)
  expect(await pull(target)).toMatchObject({ outcome: { result: { digest, unchanged: true } } })
})

test('every tag of a repository', async () => {
  for (const tag of ['a', 'b']) await engine.docker('tag', BUSYBOX, `${plain.host}/many:${tag}`)
  const { job, command } = await host.client.images.push({ ...at(), reference: `${plain.host}/many`, allTags: true })
  expect(command).toBe(`docker push -a ${plain.host}/many`)
  expect(await jobEnd(host, job)).toMatchObject({ outcome: { state: 'done' } })
  await engine.docker('rmi', `${plain.host}/many:a`, `${plain.host}/many:b`)
  const all = await host.client.images.pull({ ...at(), reference: `${plain.host}/many`, allTags: true })
  expect(await jobEnd(host, all.job)).toMatchObject({ outcome: { state: 'done' } })
  expect((await engine.docker('images', '--format', '{{.Tag}}', `${plain.host}/many`)).split('\n').sort()).toEqual([
    'a',
    'b',
  ])
})

test('a private registry: refused, signed in, pulled and run, signed out, refused', async () => {
  const target = `${guarded.host}/private/app:1`
  await engine.docker('tag', BUSYBOX, target)
  expect(await push(target)).toMatchObject(failed(/who asks|nobody/i, /sign in/i))
  await login()
  expect(await push(target)).toMatchObject({ outcome: { state: 'done' } })
  await engine.docker('rmi', target)
  await logout()
  expect(await pull(target)).toMatchObject(failed(/wants to know who asks/, /sign in/i))
  await login()
  const { action } = await host.client.runs.understand({ ...at(), text: `docker create ${target}`, answers: {} })
  if (action?.kind !== 'run') throw new Error('no run')
  const { job } = await host.client.runs.start({ ...at(), run: action.run })
  expect(await jobEnd(host, job)).toMatchObject({ outcome: { state: 'done' } })
  await logout()
})

test('one pull however it is written', async () => {
  const first = await host.client.images.pull({ ...at(), reference: `${bad.host}/half` })
  const second = await host.client.images.pull({ ...at(), reference: `${bad.host}/half:latest` })
  expect(second.job).toBe(first.job)
  expect(second.name).toBe(`${bad.host}/half:latest`)
  const seen = await jobStates(host, first.job)
  expect(seen.at(-1)).toMatchObject(failed(/broke|something that no registry says/, /try again|log/i))
})

test('a pull is cancelled on the engine, too, and begun again', async () => {
  const { job } = await host.client.images.pull({ ...at(), reference: `${bad.host}/slow` })
  const moving = await readUntil(
    host.client,
    (stream, options) => host.client.jobs.watch({ stream }, options),
    (jobs) => jobs.some(({ id, steps }) => id === job && steps.some(({ phase }) => phase === 'transferring')),
  )
  expect(moving.find(({ id }) => id === job)?.steps).toMatchObject([{ total: 4 * 1024 * 1024 }])
  await host.client.jobs.cancel({ job })
  expect(await jobEnd(host, job)).toMatchObject({ outcome: { state: 'cancelled' } })
  const again = await host.client.images.pull({ ...at(), reference: `${bad.host}/slow` })
  expect(again.job).not.toBe(job)
  await host.client.jobs.cancel({ job: again.job })
  await jobEnd(host, again.job)
  expect(await pull(`${plain.host}/team/app:2.0`)).toMatchObject({ outcome: { state: 'done' } })
})

test('a missing tag', async () =>
  expect(await pull(`${plain.host}/team/app:nope`)).toMatchObject(
    failed(/has no such image or tag/, /name and the tag/),
  ))

test.each([
  ['limited', /counts what is pulled/, /sign in/i],
  ['denied', /does not let anybody/, /sign in/i],
  ['garbage', /something that no registry says/, /web page/],
  ['broken', /something that no registry says/, /log/],
  ['failing', /something that no registry says/, /log/],
] as const)('a registry that is %s', async (name, why, next) =>
  expect(await pull(`${bad.host}/${name}`)).toMatchObject(failed(why, next)),
)

test('certificates, and their absence, each in its own words', async () => {
  expect(await pull(`${untrusted.host}/x`)).toMatchObject(failed(/signed by nobody/, /certs\.d/))
  expect(await pull(`${noTls.host}/x`)).toMatchObject(failed(/speaks plain HTTP/, /insecure-registries/))
  const ask = (registry: Registry) => host.client.registries.test({ ...at(), host: registry.host })
  await expect(ask(untrusted)).rejects.toMatchObject({
    code: 'TLS_FAILED',
    data: { why: expect.stringMatching(/signed by nobody/) },
  })
  await expect(ask(noTls)).rejects.toMatchObject({
    code: 'TLS_FAILED',
    data: { why: expect.stringMatching(/plain HTTP/) },
  })
})

test('a certificate that has expired is told from one that nobody trusts, to the engine and to Slipway', async () => {
  // As it is after somebody put the CA where the message about an unknown one says.
  const folder = join('/etc/docker/certs.d', expired.host)
  await mkdir(folder, { recursive: true })
  try {
    await copyFile(expired.certificate?.ca ?? '', join(folder, 'ca.crt'))
    const why = /certificate of .* has expired, or a clock is wrong/
    const next = /renewed.*set the clock/
    expect(await pull(`${expired.host}/x`)).toMatchObject({ ...failed(why, next), outcome: { code: 'TLS_FAILED' } })
    await engine.docker('tag', BUSYBOX, `${expired.host}/x`)
    expect(await push(`${expired.host}/x`)).toMatchObject(failed(why, next))
    await engine.docker('rmi', `${expired.host}/x`)
    await expect(host.client.registries.test({ ...at(), host: expired.host })).rejects.toMatchObject({
      code: 'TLS_FAILED',
      data: { why: expect.stringMatching(why), next: expect.stringMatching(next) },
    })
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('names that are none', async () => {
  await expect(host.client.images.pull({ ...at(), reference: 'Not A Name' })).rejects.toMatchObject({ code: 'INVALID' })
  await expect(host.client.images.tag({ ...at(), source: BUSYBOX, target: 'UPPER' })).rejects.toMatchObject({
    code: 'INVALID',
    data: { why: expect.stringContaining('capital letters') },
  })
  await expect(host.client.images.tag({ ...at(), source: 'nothing-here', target: 'a' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
})
