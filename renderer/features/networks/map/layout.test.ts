import { expect, test } from 'vitest'
import type { NetworkedContainer, NetworkMap, NetworkRules } from '../../../../contract/index.ts'
import { type Box, CARD, layout } from './layout.ts'
import { moveFrom, spotsOf } from './moves.ts'

const network = (id: string): NetworkRules => ({
  ...{ id, name: `net-${id}`, driver: 'bridge', scope: 'local', subnets: [], gateways: [] },
  ...{ internal: false, builtIn: false, dns: true, open: true },
})
const container = (id: string, on: string[], more: Partial<NetworkedContainer> = {}): NetworkedContainer => ({
  ...{ id, name: `c-${id}`, state: 'running', image: 'x', namespace: { kind: 'own' }, ports: [] },
  endpoints: on.map((name) => ({ network: name, names: [], fixed: {} })),
  ...more,
})

/** 60 networks and 200 containers, as a person has them: a few that many are on, many with a few, some empty. */
function many(): NetworkMap {
  const networks = Array.from({ length: 60 }, (_, index) => network(String(index)))
  const containers = Array.from({ length: 200 }, (_, index) => {
    const own = String(1 + (index % 40))
    return container(
      `${index}`,
      index % 5 === 0 ? [own, '0'] : index % 7 === 0 ? [own, String(1 + ((index + 1) % 40))] : [own],
    )
  })
  return { networks, containers }
}

const apart = (a: Box, b: Box) =>
  a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y

test.each([
  ['many', many()],
  ['one', { networks: [network('a')], containers: [container('x', ['a'])] }],
  ['none with anybody on it', { networks: [network('a'), network('b')], containers: [] }],
  ['nothing at all', { networks: [], containers: [] }],
])('no network lies over another, and every container is in its own: %s', (_, map) => {
  const { boxes, links, width, height } = layout(map)
  for (const [at, box] of boxes.entries()) {
    for (const other of boxes.slice(at + 1)) expect(apart(box, other), `${box.id} and ${other.id}`).toBe(true)
    for (const { x, y } of box.cards) {
      expect(x).toBeGreaterThanOrEqual(0)
      expect(x + CARD.width).toBeLessThanOrEqual(box.width)
      expect(y + CARD.height).toBeLessThanOrEqual(box.height)
    }
    expect(box.x + box.width).toBeLessThanOrEqual(width)
    expect(box.y + box.height).toBeLessThanOrEqual(height)
  }
  const places = map.containers.flatMap(({ endpoints }) => endpoints)
  expect(boxes.flatMap(({ cards }) => cards)).toHaveLength(places.length)
  // One line for each further network that a container is on.
  expect(links).toHaveLength(places.length - map.containers.length)
})

test('many make a picture about as wide as a window, drawn the same each time', () => {
  const { width, height } = layout(many())
  expect(width / height).toBeGreaterThan(0.8)
  expect(width / height).toBeLessThan(3.5)
  expect(layout(many())).toEqual(layout(many()))
})

test('who shares the network of another stands beside it, and who has none is shown, too', () => {
  const map = {
    networks: [network('a')],
    containers: [
      container('x', ['a']),
      container('side', [], { namespace: { kind: 'shared', container: 'x' } }),
      container('lost', []),
    ],
  }
  const { boxes } = layout(map)
  expect(boxes.map(({ network: { name }, cards }) => [name, cards.map((card) => card.container.id)])).toEqual([
    ['net-a', ['side', 'x']],
    ['On no network', ['lost']],
  ])
})

test('arrow keys reach every spot', () => {
  const spots = spotsOf(layout(many()))
  const seen = new Set<string>()
  const open = [moveFrom(spots, undefined, 'Home')]
  while (open.length > 0) {
    const spot = open.pop()
    if (!spot || seen.has(spot.key)) continue
    seen.add(spot.key)
    for (const key of ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']) open.push(moveFrom(spots, spot, key))
  }
  expect(spots.filter(({ key }) => !seen.has(key))).toEqual([])
})
