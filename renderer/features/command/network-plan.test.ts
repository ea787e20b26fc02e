import { expect, test } from 'vitest'
import type { Action, Network } from '../../../contract/index.ts'
import { PLAIN_ENDPOINT, plainNetwork } from '../../../contract/network-commands.ts'
import { container } from '../../lib/container-sample.ts'
import { planOf, planWords } from './plan.ts'

const network = (name: string, more: Partial<Network> = {}): Network => ({
  ...{ id: `${name}id`.padEnd(12, '0'), name, driver: 'bridge', scope: 'local', internal: false, attachable: false },
  ...{ ipv6: false, subnets: [], gateways: [], builtIn: false, created: 0, labels: {} },
  ...more,
})
const front = network('front')
const back = network('back', { labels: { team: 'a' } })
const bridge = network('bridge', { builtIn: true })
const web = container({ name: 'web', networks: ['front'] })
const plan = (action: Action) => planOf(action, [web], ['networks'], [], undefined, [], [front, back, bridge])

test('a network to make is filled in', () => {
  const made = plan({ kind: 'createNetwork', network: plainNetwork('new') })
  expect(made).toEqual({ kind: 'create-network', network: plainNetwork('new') })
  expect(planWords(made)).toBe('Create the network new…')
})

test('those that are named are removed, and those of a set; the engine’s own are not', () => {
  const remove = (networks: Extract<Action, { kind: 'removeNetworks' }>['networks']) =>
    plan({ kind: 'removeNetworks', networks, force: false })
  expect(remove([{ name: 'front' }, { name: 'nope' }])).toEqual({
    kind: 'remove-networks',
    networks: [front],
    missing: ['nope'],
  })
  expect(remove([{ set: { filters: [{ key: 'dangling', value: 'true' }] } }])).toMatchObject({ networks: [back] })
  expect(remove([{ set: { filters: [{ key: 'label', value: 'team=a' }] } }])).toMatchObject({ networks: [back] })
  expect(remove([{ set: { filters: [{ key: 'type', value: 'custom' }] } }])).toMatchObject({ networks: [front, back] })
  expect(remove([{ name: 'bridge' }])).toMatchObject({ kind: 'nothing' })
  expect(remove([{ name: 'nope' }])).toMatchObject({ kind: 'nothing', why: 'No network is named nope.' })
})

test('containers come on a network and go off it', () => {
  const endpoint = { ...PLAIN_ENDPOINT, aliases: ['x'] }
  const targets = [{ name: 'web' }]
  const connect = plan({ kind: 'connectNetwork', network: 'back', targets, endpoint })
  expect(connect).toEqual({ kind: 'connect', network: back, containers: [web], missing: [], endpoint })
  expect(planWords(connect)).toBe('Connect web to back')
  const leave = plan({ kind: 'disconnectNetwork', network: 'front', targets, force: true })
  expect(leave).toMatchObject({ kind: 'disconnect', network: front, force: true })
  expect(plan({ kind: 'connectNetwork', network: 'nope', targets, endpoint })).toMatchObject({ kind: 'nothing' })
  expect(plan({ kind: 'disconnectNetwork', network: 'front', targets: [{ name: 'n' }], force: false })).toMatchObject({
    why: 'No container is named n.',
  })
})

test('lists and what is known of one', () => {
  const list = { kind: 'networks', quiet: false, noTrunc: false } as const
  const filters = [{ key: 'driver', value: 'bridge' }]
  expect(plan({ ...list, filters })).toMatchObject({ kind: 'networks', filter: { criteria: filters } })
  expect(plan({ ...list, filters: [{ key: 'nonsense', value: '1' }] })).toMatchObject({ kind: 'nothing' })
  const inspect = { kind: 'inspect', size: false, targets: [{ name: 'back' }] } as const
  expect(plan({ ...inspect, targets: [...inspect.targets] })).toMatchObject({ kind: 'network', network: back })
  expect(plan({ ...inspect, targets: [{ name: 'web' }], type: 'network' })).toMatchObject({ kind: 'nothing' })
  expect(plan({ kind: 'inspectNetworks', networks: [{ name: 'front' }], verbose: false })).toMatchObject({
    kind: 'network',
    network: front,
    tab: 'inspect',
  })
})
