import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { PLAIN_ENDPOINT, plainNetwork } from '../../contract/network-commands.ts'
import { understand } from '../../host/run/index.ts'
import { type Engine, startEngine } from '../support/engine.ts'
import { engineState, Known, type OpenHost, openHost, readUntil } from '../support/host.ts'
import { BUSYBOX, makeImages } from '../support/image.ts'
import { run as execute } from '../support/run.ts'
import { lines, refused } from './networks/lines.ts'

let engine: Engine
let host: OpenHost
let known: Known

beforeAll(async () => {
  engine = await startEngine({ reachable: false })
  await makeImages(engine)
  await engine.docker('network', 'create', '--config-only', '--subnet', '10.207.0.0/24', 'made-config')
  host = await openHost(engine.address)
  await engineState(host, 'connected')
  known = Known.follow(host)
})
afterAll(async () => {
  known?.stop()
  await host?.close()
  await engine?.stop()
})

const docker = (...args: string[]) => engine.docker(...args)
const at = () => ({ engine: host.engine })
const named = async (name: string) =>
  await vi.waitFor(() => {
    const found = [...known.networks.values()].find((one) => one.name === name)
    if (!found) throw new Error(`no network ${name}`)
    return found
  })
const inspected = z.array(z.looseObject({ Id: z.string(), Created: z.string(), Name: z.string() })).length(1)

/** What `docker network inspect` says less what is of one network alone: id and time. */
async function looked(name: string): Promise<unknown> {
  const [one] = inspected.parse(JSON.parse(await docker('network', 'inspect', name)))
  const { Id, Created: _, ...rest } = one ?? { Id: '' }
  return JSON.parse(JSON.stringify(rest).replaceAll(Id, 'ID').replaceAll(Id.slice(0, 12), 'ID'))
}

/** Without the addresses that the engine chose itself, which are others each time; the CLI keeps subnets in no order. */
const comparable = (value: unknown, line: string): unknown => {
  const subnet = z.looseObject({ Subnet: z.string() })
  const parsed = z.looseObject({ IPAM: z.looseObject({ Config: z.array(subnet).nullish() }) }).parse(value)
  const Config = (parsed.IPAM.Config ?? [])
    .map((one) => (line.includes(one.Subnet) ? one : { Subnet: 'chosen by the engine' }))
    .sort((a, b) => (a.Subnet < b.Subnet ? -1 : 1))
  return { ...parsed, IPAM: { ...parsed.IPAM, Config } }
}

const byTheCli = (line: string) =>
  execute('bash', ['--norc', '-c', `docker network create ${line}`], {
    env: { ...process.env, DOCKER_HOST: engine.address },
    input: '',
  })

async function byUs(line: string) {
  const { action, problems, command = '' } = understand(`docker network create ${line}`)
  if (problems.length > 0 || action?.kind !== 'createNetwork') throw new Error(JSON.stringify(problems))
  // What the page shows reads back as the same.
  expect(understand(command).action).toEqual(action)
  const made = await host.client.networks.create({ ...at(), network: action.network, anyway: false })
  expect(made.command).toBe(command)
  return made
}

describe.each(lines.map((line) => [line.replaceAll('NAME', 'same')]))('docker network create %s', (line) => {
  test('is the network that the docker CLI makes', async () => {
    await byTheCli(line)
    const theirs = await looked('same')
    await docker('network', 'rm', 'same')
    const { id } = await byUs(line)
    const ours = await looked('same')
    await vi.waitFor(() => expect(known.networks.has(id)).toBe(true))
    const removed = await host.client.networks.remove({ ...at(), ids: [id], disconnect: false })
    expect(removed).toMatchObject({ done: [id], failed: [], command: 'docker network rm same' })
    // Of one with settings alone the engine does not tell that it is gone.
    await vi.waitFor(() => expect(known.networks.has(id)).toBe(false))
    expect(comparable(ours, line)).toEqual(comparable(theirs, line))
  })
})

test('there are as many of these as were asked for', () => expect(lines.length).toBeGreaterThanOrEqual(25))

test.each(refused.map((line) => [line.replaceAll('NAME', 'refused')]))('refused: %s', async (line) => {
  await expect(byTheCli(line), 'by the docker CLI').rejects.toThrow()
  await expect(byUs(line), 'by us').rejects.toThrow()
})

test('a subnet that is taken is found before it is sent, and the engine is not asked', async () => {
  await docker('network', 'create', '--subnet', '10.208.0.0/24', 'holder')
  await named('holder')
  const network = (subnet: string, more = {}) => ({
    ...plainNetwork('wants'),
    subnets: [{ subnet, reserved: [] }],
    ...more,
  })
  const check = (subnet: string, more = {}) => host.client.networks.check({ ...at(), network: network(subnet, more) })
  for (const subnet of ['10.208.0.0/24', '10.208.0.0/16', '10.208.0.128/25']) {
    expect(await check(subnet)).toEqual([
      { field: 'subnet', at: 0, what: 'The network holder has 10.208.0.0/24.', mayPass: false },
    ])
    await expect(docker('network', 'create', '--subnet', subnet, 'wants')).rejects.toThrow(/overlaps/)
    await expect(
      host.client.networks.create({ ...at(), network: network(subnet), anyway: true }),
    ).rejects.toMatchObject({ code: 'CONFLICT', data: { why: 'The network holder has 10.208.0.0/24.' } })
  }
  expect(await check('10.208.1.0/24')).toEqual([])
  // Settings for other networks take no addresses.
  expect(await check('10.208.0.0/24', { configOnly: true })).toEqual([])
  await docker('network', 'rm', 'holder')
})

test('a name that is taken, addresses outside, and a driver that needs a swarm are said', async () => {
  const check = (network: Partial<ReturnType<typeof plainNetwork>>) =>
    host.client.networks.check({ ...at(), network: { ...plainNetwork('checked'), ...network } })
  expect(await check({ name: 'bridge' })).toMatchObject([{ field: 'name', mayPass: false }])
  expect(await check({ driver: 'overlay' })).toMatchObject([{ field: 'driver', what: expect.stringMatching(/swarm/) }])
  const subnets = [
    { subnet: '10.209.0.0/24', gateway: '10.210.0.1', range: '10.209.9.0/24', reserved: [{ key: 'a', value: 'x' }] },
  ]
  expect((await check({ subnets })).map(({ field, at }) => `${field} ${at}`)).toEqual([
    'range 0',
    'gateway 0',
    'reserved 0',
  ])
  expect(await check({ subnets: [{ subnet: 'fd00:9::/64', reserved: [] }] })).toMatchObject([
    { field: 'subnet', what: expect.stringMatching(/IPv6/) },
  ])
  const twins = ['10.209.0.0/24', '10.209.0.0/25'].map((subnet) => ({ subnet, reserved: [] }))
  expect(await check({ subnets: twins })).toMatchObject([{ field: 'subnet', at: 1 }])
})

test('containers come on a network with names and an address, and go off it, as with docker', async () => {
  await docker('network', 'create', '--subnet', '10.211.0.0/24', 'joined')
  const { id: network } = await named('joined')
  const id = await docker('run', '-d', '--name', 'joiner', BUSYBOX, 'sleep', '1000')
  const idle = await docker('create', '--name', 'idler', BUSYBOX, 'sleep', '1000')
  await vi.waitFor(() => expect(known.containers.get(idle)).toBeDefined())
  const endpoint = { ...PLAIN_ENDPOINT, aliases: ['db', 'cache'], ip: '10.211.0.77' }
  const connected = await host.client.networks.connect({ ...at(), network, containers: [id], endpoint })
  expect(connected).toMatchObject({
    done: [id],
    failed: [],
    command: 'docker network connect --alias db --alias cache --ip 10.211.0.77 joined joiner',
  })
  await host.client.networks.connect({ ...at(), network, containers: [idle], endpoint: PLAIN_ENDPOINT })
  await vi.waitFor(() => {
    expect(known.containers.get(id)?.networks).toEqual(['bridge', 'joined'])
    expect(known.containers.get(idle)?.networks).toContain('joined')
  })

  const detail = await host.client.networks.inspect({ ...at(), id: network })
  expect(detail.ipam.subnets).toEqual([{ subnet: '10.211.0.0/24', reserved: [] }])
  const places = Object.fromEntries(
    detail.containers.map((one) => [one.name, one.endpoints.find((place) => place.network === network)]),
  )
  expect(places.joiner).toMatchObject({
    address: '10.211.0.77',
    names: ['joiner', 'db', 'cache', id.slice(0, 12)],
    fixed: { ip: '10.211.0.77' },
  })
  expect(places.idler).toMatchObject({ names: expect.arrayContaining(['idler']), fixed: {} })
  expect(places.idler?.address).toBeUndefined()
  expect(detail.raw).toEqual(JSON.parse(await docker('network', 'inspect', 'joined'))[0])

  const again = await host.client.networks.connect({ ...at(), network, containers: [id], endpoint: PLAIN_ENDPOINT })
  expect(again.failed[0]?.problem.why).toMatch(/already exists/)

  const refusedToGo = await host.client.networks.remove({ ...at(), ids: [network], disconnect: false })
  expect(refusedToGo.failed[0]?.problem.why).toMatch(/active endpoints/)
  const off = await host.client.networks.disconnect({ ...at(), network, containers: [id], force: false })
  expect(off).toMatchObject({ done: [id], command: 'docker network disconnect joined joiner' })
  // It can be put back as it was.
  expect(off.places).toEqual([
    { container: id, endpoint: { ...PLAIN_ENDPOINT, aliases: ['db', 'cache'], ip: '10.211.0.77' } },
  ])
  const [left] = off.places
  if (!left) throw new Error('nothing is known of where it was')
  await host.client.networks.connect({ ...at(), network, containers: [id], endpoint: left.endpoint })
  const back = await host.client.networks.inspect({ ...at(), id: network })
  expect(back.containers.find(({ name }) => name === 'joiner')?.endpoints).toEqual(
    detail.containers
      .find(({ name }) => name === 'joiner')
      ?.endpoints.map((place) => (place.network === network ? { ...place, mac: expect.any(String) } : place)),
  )
  await host.client.networks.disconnect({ ...at(), network, containers: [id], force: false })
  await vi.waitFor(() => expect(known.containers.get(id)?.networks).toEqual(['bridge']))

  await docker('network', 'connect', 'joined', 'joiner')
  await vi.waitFor(() => expect(known.containers.get(id)?.networks).toContain('joined'))
  const removed = await host.client.networks.remove({ ...at(), ids: [network], disconnect: true })
  expect(removed.failed).toEqual([])
  expect(removed.command).toMatch(
    /^docker network disconnect joined \w+ && docker network disconnect joined \w+ && docker network rm joined$/,
  )
  expect(await docker('network', 'ls', '--format', '{{.Name}}')).not.toContain('joined')
  await docker('rm', '-f', 'joiner', 'idler')
})

test('names that change while a container does not run are known at once', async () => {
  await docker('network', 'create', 'renamed')
  await docker(
    'create',
    '--name',
    'sleeper',
    '--network',
    'renamed',
    '--network-alias',
    'before',
    BUSYBOX,
    'sleep',
    '9',
  )
  const names = async () => {
    const { containers } = await host.client.networks.map(at())
    return containers.find(({ name }) => name === 'sleeper')?.endpoints[0]?.names
  }
  expect(await names()).toContain('before')
  await docker('network', 'disconnect', 'renamed', 'sleeper')
  await docker('network', 'connect', '--alias', 'after', 'renamed', 'sleeper')
  expect(await names()).toEqual(expect.arrayContaining(['sleeper', 'after']))
  expect(await names()).not.toContain('before')
  await docker('rm', 'sleeper')
  await docker('network', 'rm', 'renamed')
})

test('the engine’s own networks are marked, and what is on the list is what the engine has', async () => {
  await docker(
    'network',
    'create',
    '--internal',
    '--attachable',
    '--label',
    'com.docker.compose.project=shop',
    'listed',
  )
  expect(await named('listed')).toMatchObject({ internal: true, attachable: true, builtIn: false, stack: 'shop' })
  for (const name of ['bridge', 'host', 'none']) expect((await named(name)).builtIn).toBe(true)
  const { gateways, subnets } = await named('listed')
  const format = '{{range .IPAM.Config}}{{.Subnet}} {{.Gateway}}{{end}}'
  expect(`${subnets} ${gateways}`).toBe(await docker('network', 'inspect', '-f', format, 'listed'))
  await docker('network', 'rm', 'listed')
})

test('what was done is remembered with its command', async () => {
  const { client } = host
  const deeds = await readUntil(
    client,
    (stream, options) => client.activity.watch({ stream }, options),
    (items) => items.some(({ command }) => command === 'docker network disconnect joined joiner'),
  )
  expect(deeds.some(({ command }) => command === 'docker network create --internal same')).toBe(true)
})

test.each(['../x', '', 'a/b', 'bridge'])('the id %j is never read as a path', async (id) => {
  await expect(host.client.networks.inspect({ ...at(), id })).rejects.toMatchObject({ code: 'INVALID', defined: true })
})
