import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { NetworkMap } from '../../contract/index.ts'
import { reach } from '../../contract/reach.ts'
import { type Engine, startEngine } from '../support/engine.ts'
import { engineState, Known, type OpenHost, openHost } from '../support/host.ts'
import { BUSYBOX, makeImages } from '../support/image.ts'

let engine: Engine
let host: OpenHost
let known: Known
let map: NetworkMap

const ICC = 'com.docker.network.bridge.enable_icc=false'
/** `docker run` arguments by the container’s name; each serves on port 80. */
const SERVING: Record<string, readonly string[]> = {
  web: ['--network', 'front', '--network-alias', 'www'],
  api: ['--network', 'front'],
  store: ['--network', 'back', '-p', '8080:80'],
  quiet: ['--network', 'back'],
  private: ['--network', 'back', '-p', '127.0.0.1:8083:80'],
  inner: ['--network', 'vault'],
  deeper: ['--network', 'vault', '-p', '8081:80'],
  other: ['--network', 'vault2'],
  lonely1: ['--network', 'apart'],
  lonely2: ['--network', 'apart', '-p', '8082:80'],
  plain1: [],
  plain2: [],
  both: ['--network', 'front'],
}
const serve = ['sh', '-c', 'mkdir -p /w && echo hi > /w/index.html && exec httpd -f -p 80 -h /w']

beforeAll(async () => {
  // With the firewall that engines mostly have: without it nothing is kept apart.
  engine = await startEngine({ reachable: false, args: ['--iptables=true', '--ip-masq=true'] })
  await makeImages(engine)
  const { docker } = engine
  for (const name of ['front', 'back']) await docker('network', 'create', name)
  for (const name of ['vault', 'vault2']) await docker('network', 'create', '--internal', name)
  await docker('network', 'create', '-o', ICC, 'apart')
  for (const [name, args] of Object.entries(SERVING)) {
    await docker('run', '-d', '--name', name, ...args, BUSYBOX, ...serve)
  }
  await docker('network', 'connect', '--alias', 'shared', 'back', 'both')
  await docker('run', '-d', '--name', 'onhost', '--network', 'host', BUSYBOX, 'httpd', '-f', '-p', '8090')
  await docker('run', '-d', '--name', 'onhost2', '--network', 'host', BUSYBOX, 'sleep', '3600')
  await docker('run', '-d', '--name', 'sidecar', '--network', 'container:web', BUSYBOX, 'sleep', '3600')
  await docker('run', '-d', '--name', 'nowhere', '--network', 'none', BUSYBOX, 'sleep', '3600')
  await docker('create', '--name', 'idle', '--network', 'front', BUSYBOX, ...serve)
  host = await openHost(engine.address)
  await engineState(host, 'connected')
  known = Known.follow(host)
  await vi.waitFor(() => expect(known.containers.size).toBe(Object.keys(SERVING).length + 5))
  map = await host.client.networks.map({ engine: host.engine })
}, 180_000)
afterAll(async () => {
  known?.stop()
  await host?.close()
  await engine?.stop()
})

const idOf = (name: string): string => {
  const one = map.containers.find((container) => container.name === name)
  if (!one) throw new Error(`no container ${name}`)
  return one.id
}
const ask = (from: string, to: string, port = 80) =>
  reach(map, { from: idOf(from), to: idOf(to), port, protocol: 'tcp' })
const tried = (from: string, to: string, port = 80) =>
  host.client.networks.tryReach({ engine: host.engine, from: idOf(from), to: idOf(to), port })

const PAIRS: readonly (readonly [from: string, to: string, port: number, verdict: 'yes' | 'no', why: RegExp])[] = [
  ['web', 'api', 80, 'yes', /Both are on front/],
  ['api', 'web', 80, 'yes', /by name/],
  ['web', 'web', 80, 'yes', /the container itself/],
  ['both', 'quiet', 80, 'yes', /Both are on back/],
  ['quiet', 'both', 80, 'yes', /Both are on back/],
  ['web', 'both', 80, 'yes', /Both are on front/],
  ['web', 'quiet', 80, 'no', /share no network/],
  ['quiet', 'api', 80, 'no', /does not publish port 80/],
  ['web', 'store', 80, 'yes', /publishes port 80/],
  ['web', 'private', 80, 'no', /localhost alone/],
  ['plain1', 'store', 80, 'yes', /over the computer/],
  ['plain1', 'plain2', 80, 'yes', /no names/],
  ['plain1', 'web', 80, 'no', /share no network/],
  ['inner', 'deeper', 80, 'yes', /Both are on vault/],
  ['inner', 'web', 80, 'no', /keeps networks apart/],
  ['web', 'inner', 80, 'no', /keeps networks apart/],
  ['web', 'deeper', 80, 'no', /keeps networks apart/],
  ['inner', 'store', 80, 'no', /internal network has no way/],
  ['inner', 'other', 80, 'no', /share no network/],
  ['lonely1', 'lonely2', 80, 'yes', /keeps its containers apart/],
  ['lonely2', 'lonely1', 80, 'no', /keeps its containers apart/],
  ['web', 'lonely2', 80, 'yes', /over the computer/],
  ['lonely1', 'web', 80, 'no', /share no network/],
  ['web', 'onhost', 8090, 'yes', /gateway/],
  ['plain1', 'onhost', 8090, 'yes', /gateway/],
  ['onhost', 'web', 80, 'yes', /by its address/],
  ['onhost', 'inner', 80, 'yes', /by its address/],
  ['onhost', 'lonely1', 80, 'yes', /by its address/],
  ['onhost', 'store', 80, 'yes', /by its address/],
  ['onhost', 'private', 80, 'yes', /by its address/],
  ['onhost2', 'onhost', 8090, 'yes', /localhost/],
  ['sidecar', 'web', 80, 'yes', /localhost/],
  ['sidecar', 'api', 80, 'yes', /Both are on front/],
  ['api', 'sidecar', 80, 'yes', /as web/],
  ['nowhere', 'web', 80, 'no', /on no network/],
  ['web', 'nowhere', 80, 'no', /on no network/],
]

test.each(PAIRS)('%s → %s on %i: %s, and tried for real the same', async (from, to, port, verdict, why) => {
  const answer = ask(from, to, port)
  expect(answer).toMatchObject({ verdict, why: expect.stringMatching(why) })
  expect(answer.ways.length > 0).toBe(verdict === 'yes')
  if (to === 'nowhere') {
    await expect(tried(from, to, port)).rejects.toMatchObject({ code: 'CONFLICT' })
    return
  }
  const results = (await tried(from, to, port)).map(({ result }) => result)
  if (verdict === 'yes') expect(results).toEqual(['connected'])
  else expect(results).not.toContain('connected')
})

test('every way that is named leads there', async () => {
  const { ways } = ask('api', 'web')
  expect(ways.map(({ host: name }) => name)).toEqual(['web', 'www', expect.stringMatching(/^10\./)])
  for (const { host: name, port } of ways) {
    const said = await engine.docker('exec', 'api', 'wget', '-q', '-O', '-', `http://${name}:${port}/`)
    expect(said).toBe('hi')
  }
  expect(ask('quiet', 'both').ways.map(({ host: name }) => name)).toContain('shared')
})

test('a port that nobody listens on is told from a way that is shut', async () => {
  expect((await tried('web', 'api', 81)).map(({ result }) => result)).toEqual(['refused', 'refused'])
  expect((await tried('web', 'quiet')).map(({ result }) => result)).toEqual(['no-answer'])
  expect((await tried('nowhere', 'web')).map(({ result }) => result)).toEqual(['no-way'])
})

test('what does not run has no network, and what is to be done helps', async () => {
  const answer = ask('web', 'idle')
  expect(answer).toMatchObject({
    verdict: 'no',
    remedies: [{ command: 'docker start idle', does: { kind: 'start', container: idOf('idle') } }],
  })
  await expect(tried('idle', 'web')).rejects.toMatchObject({ code: 'CONFLICT' })
})

test.each([
  ['web', 'quiet', ['docker network connect back web', 'docker network connect front quiet']],
  ['plain1', 'api', ['docker network connect front plain1']],
  ['nowhere', 'api', ['docker network disconnect none nowhere && docker network connect front nowhere']],
])('what helps %s reach %s does help', async (from, to, commands) => {
  const { remedies } = ask(from, to)
  expect(remedies.map(({ command }) => command)).toEqual(commands)
  const [first = ''] = commands
  for (const one of first.split(' && ')) await engine.docker(...one.split(' ').slice(1))
  map = await host.client.networks.map({ engine: host.engine })
  expect(ask(from, to).verdict).toBe('yes')
  expect((await tried(from, to)).map(({ result }) => result)).toEqual(['connected'])
})

test('trying leaves nothing behind, and is on no list', async () => {
  const all = await engine.docker('ps', '-a', '--format', '{{.Names}}')
  expect(all.split('\n').sort()).toEqual(map.containers.map(({ name }) => name).sort())
})
