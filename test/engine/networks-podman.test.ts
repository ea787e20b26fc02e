import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { PLAIN_ENDPOINT, plainNetwork } from '../../contract/network-commands.ts'
import { reach } from '../../contract/reach.ts'
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
})
afterAll(async () => {
  known?.stop()
  await host?.close()
  await podman?.stop()
})

const at = () => ({ engine: host.engine })
const named = (name: string) =>
  vi.waitFor(
    () => {
      const found = [...known.networks.values()].find((one) => one.name === name)
      if (!found) throw new Error(`no network ${name}`)
      return found
    },
    { timeout: 10_000 },
  )

test('Podman’s own network is marked; one that is made is as it was asked for', async () => {
  // It goes by Docker’s name for it.
  expect((await named('bridge')).builtIn).toBe(true)
  const network = {
    ...plainNetwork('pod-made'),
    internal: true,
    labels: [{ key: 'team', value: 'a' }],
    subnets: [{ subnet: '10.218.0.0/24', gateway: '10.218.0.1', reserved: [] }],
  }
  const { id } = await host.client.networks.create({ ...at(), network, anyway: false })
  expect(await named('pod-made')).toMatchObject({ id, internal: true, builtIn: false, subnets: ['10.218.0.0/24'] })
  const detail = await host.client.networks.inspect({ ...at(), id })
  expect(detail.labels).toEqual([{ key: 'team', value: 'a' }])
  expect(detail.ipam.subnets).toMatchObject([{ subnet: '10.218.0.0/24', gateway: '10.218.0.1' }])
  const clash = await host.client.networks.check({ ...at(), network: { ...network, name: 'other' } })
  expect(clash).toMatchObject([{ field: 'subnet', what: 'The network pod-made has 10.218.0.0/24.' }])
})

test('containers come on it and go off it, and their places are known', async () => {
  const { id: network } = await named('pod-made')
  await podman.docker('network', 'create', 'pod-first')
  const id = await podman.docker('run', '-d', '--name', 'pod-guest', '--network', 'pod-first', BUSYBOX, 'sleep', '600')
  await podman.docker('run', '-d', '--name', 'pod-friend', '--network', 'pod-first', BUSYBOX, 'sleep', '600')
  await vi.waitFor(() => expect(known.containers.get(id)).toBeDefined(), { timeout: 10_000 })
  const endpoint = { ...PLAIN_ENDPOINT, aliases: ['cellar'] }
  const connected = await host.client.networks.connect({ ...at(), network, containers: [id], endpoint })
  expect(connected).toMatchObject({ done: [id], failed: [] })
  const plain = await podman.docker('run', '-d', '--name', 'pod-plain', BUSYBOX, 'sleep', '600')
  const map = await host.client.networks.map(at())
  const own = map.networks.find(({ builtIn }) => builtIn)
  expect(map.containers.find((one) => one.id === plain)?.endpoints.map((place) => place.network)).toEqual([own?.id])
  const guest = map.containers.find(({ name }) => name === 'pod-guest')
  const friend = map.containers.find(({ name }) => name === 'pod-friend')
  expect(guest?.endpoints).toHaveLength(2)
  expect(guest?.endpoints.find((place) => place.network === network)?.address).toMatch(/^10\.218\.0\./)
  if (!guest || !friend) throw new Error('not on the map')
  expect(reach(map, { from: friend.id, to: guest.id, port: 80, protocol: 'tcp' })).toMatchObject({ verdict: 'yes' })
  const off = await host.client.networks.disconnect({ ...at(), network, containers: [id], force: false })
  expect(off).toMatchObject({ done: [id], failed: [] })
  await podman.docker('rm', '-f', 'pod-guest', 'pod-friend', 'pod-plain')
  const removed = await host.client.networks.remove({ ...at(), ids: [network], disconnect: false })
  expect(removed).toMatchObject({ done: [network], failed: [] })
  expect(await podman.docker('network', 'ls', '--format', '{{.Name}}')).not.toContain('pod-made')
})
