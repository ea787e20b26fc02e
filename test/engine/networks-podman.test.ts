import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { PLAIN_ENDPOINT, plainNetwork } from '../../contract/network-commands.ts'
import { engineState, Known, type OpenHost, openHost } from '../support/host.ts'
import { BUSYBOX, makeImages } from '../support/image.ts'
import { type Podman, startPodman } from '../support/podman.ts'

let podman: Podman
let host: OpenHost
let known: Known

beforeAll(async () => {
  podman = await startPodman()
  await makeImages(podman)
  host = await openHost(podman.address)
  await engineState(host, 'connected')
  known = Known.follow(host)
}, 90_000)
afterAll(async () => {
  known?.stop()
  await host?.close()
  await podman?.stop()
})

const named = (name: string) => [...known.networks.values()].find((one) => one.name === name)

test('a network that is made here is shown at once, and gone when it is removed', { timeout: 60_000 }, async () => {
  const { client, engine } = host
  // Not once: Podman tells of none, and what is not read again stays unknown.
  for (const turn of [1, 2, 3]) {
    const name = `made-${turn}`
    const network = { ...plainNetwork(name), subnets: [{ subnet: `10.219.${turn}.0/24`, reserved: [] }] }
    const { id, command } = await client.networks.create({ engine, network, anyway: false })
    expect(command).toContain(`--subnet 10.219.${turn}.0/24`)
    await vi.waitFor(() => expect(named(name)).toMatchObject({ id, subnets: [`10.219.${turn}.0/24`] }), 5_000)
    expect(await client.networks.inspect({ engine, id })).toMatchObject({ id, containers: [] })
    expect((await client.networks.remove({ engine, ids: [id], disconnect: false })).failed).toEqual([])
    await vi.waitFor(() => expect(named(name)).toBeUndefined(), 5_000)
  }
})

test('a container that left a network comes back with its aliases and its address', { timeout: 60_000 }, async () => {
  const { client, engine } = host
  const network = { ...plainNetwork('meeting'), subnets: [{ subnet: '10.219.9.0/24', reserved: [] }] }
  const { id } = await client.networks.create({ engine, network, anyway: false })
  const container = await podman.docker('run', '-d', '--name', 'guest', BUSYBOX, 'sleep', '1000')
  const endpoint = { ...PLAIN_ENDPOINT, aliases: ['db'], ip: '10.219.9.77' }
  await client.networks.connect({ engine, network: id, containers: [container], endpoint })
  const { places } = await client.networks.disconnect({ engine, network: id, containers: [container], force: false })
  expect(places).toMatchObject([{ container, endpoint: { aliases: ['db'] } }])
  await client.networks.connect({
    engine,
    network: id,
    containers: [container],
    endpoint: places[0]?.endpoint ?? endpoint,
  })
  const { containers } = await client.networks.inspect({ engine, id })
  const [place] = containers[0]?.endpoints.filter((one) => one.network === id) ?? []
  expect(place?.names).toEqual(expect.arrayContaining(['guest', 'db']))
  await podman.docker('rm', '-f', 'guest')
})
