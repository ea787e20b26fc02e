import { layout as arrange, Graph } from '@dagrejs/dagre'
import type { Endpoint, NetworkedContainer, NetworkMap, NetworkRules } from '../../../../contract/index.ts'

/** A container where it stands on one of its networks. Pixels from the box’s corner. */
export type Card = {
  container: NetworkedContainer
  endpoint: Endpoint | undefined
  /** Whose network it shares, by name. */
  owner: string | undefined
  x: number
  y: number
}

/** A network with all that are on it. Pixels from the picture’s corner. */
export type Box = {
  id: string
  network: NetworkRules
  cards: readonly Card[]
  x: number
  y: number
  width: number
  height: number
}

/** One container on two networks: from the edge of one, at the height of its card there, to that of the other. */
export type Link = { id: string; container: string; from: Point; to: Point }
/** `card` is where its card’s side is, further within. */
type Point = { x: number; y: number; side: 'left' | 'right'; card: number }

/** What is drawn where. */
export type Picture = { boxes: readonly Box[]; links: readonly Link[]; width: number; height: number }

export const CARD = { width: 212, height: 50, gap: 8 }
export const HEADER = 48
const PADDING = 10
const EMPTY = { width: 232, height: HEADER }
/** Between networks that have a container in common, and between those that have not. */
const NEAR = { across: 72, along: 28 }
const FAR = 48
/** As wide as most windows are, for their height. */
const ASPECT = 1.7

const byName = (a: Box, b: Box): number => (a.network.name < b.network.name ? -1 : 1)

type Sized = { box: Box; members: number }

/**
 * Each network as a box with its containers in it. Networks with a container in common stand together, joined by a
 * line; those with nobody on them stand last.
 */
export function layout({ containers, networks }: NetworkMap): Picture {
  const seats = seatsOf({ containers })
  const all = seats.some(({ network }) => network === NOWHERE.id) ? [...networks, NOWHERE] : networks
  const sized = all.map((network) => boxOf(network, seats))
  const used = sized.filter(({ members }) => members > 0).map(({ box }) => box)
  const empty = sized
    .filter(({ members }) => members === 0)
    .map(({ box }) => box)
    .sort((a, b) => Number(a.network.builtIn) - Number(b.network.builtIn) || byName(a, b))
  const blocks = groupsOf(used)
    .map(arranged)
    .sort((a, b) => b.width * b.height - a.width * a.height || (a.name < b.name ? -1 : 1))
  const area = blocks.reduce((sum, { width, height }) => sum + (width + FAR) * (height + FAR), 0)
  const widest = Math.max(0, ...blocks.map(({ width }) => width))
  const across = Math.max(widest, Math.sqrt(area * ASPECT), (EMPTY.width + 16) * Math.min(3, empty.length) - 16)
  const boxes = [...packed(blocks, across), ...rowsOf(empty, across)]
  const top = Math.max(0, ...boxes.slice(0, used.length).map(({ y, height }) => y + height))
  const placed = boxes.map((box, at) =>
    at < used.length ? box : { ...box, y: box.y + (used.length > 0 ? top + FAR : 0) },
  )
  return {
    boxes: placed,
    links: linksOf(placed),
    width: Math.max(0, ...placed.map(({ x, width }) => x + width)),
    height: Math.max(0, ...placed.map(({ y, height }) => y + height)),
  }
}

function boxOf(network: NetworkRules, places: readonly Seat[]): Sized {
  const members = places
    .filter((place) => place.network === network.id)
    .sort((a, b) => rank(a.container) - rank(b.container) || (a.container.name < b.container.name ? -1 : 1))
  const columns = columnsFor(members.length)
  const cards = members.map(({ container, endpoint, owner }, at) => ({
    ...{ container, endpoint, owner },
    x: PADDING + (at % columns) * (CARD.width + CARD.gap),
    y: HEADER + Math.floor(at / columns) * (CARD.height + CARD.gap),
  }))
  const rows = Math.ceil(members.length / columns)
  const size =
    members.length === 0
      ? EMPTY
      : {
          width: 2 * PADDING + columns * (CARD.width + CARD.gap) - CARD.gap,
          height: HEADER + rows * (CARD.height + CARD.gap) - CARD.gap + PADDING,
        }
  return { box: { id: network.id, network, cards, x: 0, y: 0, ...size }, members: members.length }
}

/** Stands for a network where there is none. */
const NOWHERE: NetworkRules = {
  ...{ id: 'nowhere', name: 'On no network', driver: 'null', scope: 'local', subnets: [], gateways: [] },
  ...{ internal: true, builtIn: true, dns: false, open: false },
}

/** A container’s place on a network. */
export type Seat = {
  network: string
  container: NetworkedContainer
  endpoint: Endpoint | undefined
  owner: string | undefined
}

/** Every container on every one of its networks; one that shares the network of another stands where that one does. */
export function seatsOf({ containers }: Pick<NetworkMap, 'containers'>): Seat[] {
  const byId = new Map(containers.map((container) => [container.id, container]))
  return containers.flatMap((container): Seat[] => {
    const { namespace } = container
    const owner = namespace.kind === 'shared' ? byId.get(namespace.container) : undefined
    const { endpoints } = owner ?? container
    if (endpoints.length === 0) return [{ network: NOWHERE.id, container, endpoint: undefined, owner: owner?.name }]
    return endpoints.map((endpoint) => ({ network: endpoint.network, container, endpoint, owner: owner?.name }))
  })
}

/** Those that run come first. */
const rank = ({ state }: NetworkedContainer): number => (state === 'running' || state === 'paused' ? 0 : 1)

/** About as wide as high: a card is four times as wide as it is high. */
const columnsFor = (count: number): number => (count <= 4 ? 1 : Math.ceil(Math.sqrt(count / 2.6)))

/** The networks in groups of those that lead to one another by a container on both. */
function groupsOf(boxes: readonly Box[]): Box[][] {
  const left = new Set(boxes)
  const groups: Box[][] = []
  for (const first of boxes) {
    if (!left.delete(first)) continue
    const group = [first]
    for (const box of group) {
      for (const other of left) {
        if (!common(box, other)) continue
        left.delete(other)
        group.push(other)
      }
    }
    groups.push(group)
  }
  return groups
}

function common(a: Box, b: Box): number {
  const ids = new Set(a.cards.map(({ container }) => container.id))
  return b.cards.filter(({ container }) => ids.has(container.id)).length
}

type Block = { boxes: Box[]; width: number; height: number; name: string }

/** Networks that lead to one another, left to right, so that lines between them are short. */
function arranged(group: Box[]): Block {
  const name = group[0]?.network.name ?? ''
  if (group.length === 1) {
    const [{ width, height } = EMPTY] = group
    return { boxes: group, width, height, name }
  }
  const graph = new Graph()
  graph.setGraph({ rankdir: 'LR', nodesep: NEAR.along, ranksep: NEAR.across, marginx: 0, marginy: 0 })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const { id, width, height } of group) graph.setNode(id, { width, height })
  const byDegree = [...group].sort((a, b) => degree(b, group) - degree(a, group) || (a.id < b.id ? -1 : 1))
  const seen = new Set<Box>()
  for (const box of byDegree) {
    seen.add(box)
    const others = group.filter((other) => !seen.has(other) && common(box, other) > 0)
    // Half of them on either side: a network that all others lead to stands in the middle.
    for (const [at, other] of others.entries()) {
      const [from, to] = at % 2 === 0 ? [box, other] : [other, box]
      graph.setEdge(from.id, to.id, { weight: common(box, other) })
    }
  }
  arrange(graph)
  const boxes = group.map((box) => {
    const node = graph.node(box.id)
    return { ...box, x: (node.x ?? 0) - box.width / 2, y: (node.y ?? 0) - box.height / 2 }
  })
  const [left, top] = [Math.min(...boxes.map(({ x }) => x)), Math.min(...boxes.map(({ y }) => y))]
  const moved = boxes.map((box) => ({ ...box, x: box.x - left, y: box.y - top }))
  return {
    boxes: moved,
    width: Math.max(...moved.map(({ x, width }) => x + width)),
    height: Math.max(...moved.map(({ y, height }) => y + height)),
    name,
  }
}

const degree = (box: Box, group: readonly Box[]): number =>
  group.filter((other) => other !== box && common(box, other) > 0).length

/** Blocks in columns of about the same height, the largest first, each where there is most room. */
function packed(blocks: readonly Block[], across: number): Box[] {
  const boxes: Box[] = []
  const skyline: { x: number; width: number; y: number }[] = [{ x: 0, width: across, y: 0 }]
  for (const { boxes: own, width, height } of blocks) {
    const { x, y } = lowest(skyline, width, across)
    boxes.push(...own.map((box) => ({ ...box, x: box.x + x, y: box.y + y })))
    raise(skyline, x, width + FAR, y + height + FAR)
  }
  return boxes
}

/** Where a block of that width lies lowest, the leftmost of them. */
function lowest(skyline: readonly { x: number; width: number; y: number }[], width: number, across: number) {
  let best = { x: 0, y: Number.POSITIVE_INFINITY }
  for (const { x } of skyline) {
    if (x + width > across && x > 0) continue
    const y = Math.max(...skyline.filter((part) => part.x < x + width && part.x + part.width > x).map((part) => part.y))
    if (y < best.y) best = { x, y }
  }
  return best
}

/** The skyline with a block on it. */
function raise(skyline: { x: number; width: number; y: number }[], x: number, width: number, y: number): void {
  const end = x + width
  const kept = skyline.flatMap((part) => {
    const partEnd = part.x + part.width
    if (partEnd <= x || part.x >= end) return [part]
    return [
      ...(part.x < x ? [{ ...part, width: x - part.x }] : []),
      ...(partEnd > end ? [{ ...part, x: end, width: partEnd - end }] : []),
    ]
  })
  skyline.splice(0, skyline.length, ...[...kept, { x, width, y }].sort((a, b) => a.x - b.x))
}

/** Small boxes in rows. */
function rowsOf(boxes: readonly Box[], across: number): Box[] {
  const columns = Math.max(1, Math.floor((across + 16) / (EMPTY.width + 16)))
  return boxes.map((box, at) => ({
    ...box,
    x: (at % columns) * (EMPTY.width + 16),
    y: Math.floor(at / columns) * (EMPTY.height + 16),
  }))
}

function linksOf(boxes: readonly Box[]): Link[] {
  const places = new Map<string, { box: Box; card: Card }[]>()
  for (const box of boxes) {
    for (const card of box.cards) {
      const known = places.get(card.container.id)
      if (known) known.push({ box, card })
      else places.set(card.container.id, [{ box, card }])
    }
  }
  return [...places].flatMap(([container, cards]) =>
    cards
      .sort((a, b) => a.box.x - b.box.x || a.box.y - b.box.y)
      .slice(1)
      .flatMap((right, at) => {
        const left = cards[at]
        return left ? [linkOf(container, left, right, at)] : []
      }),
  )
}

type Place = { box: Box; card: Card }

/** Lines end at the boxes’ edges, beside their cards: within a box they would run over others. */
function linkOf(container: string, left: Place, right: Place, at: number): Link {
  const middle = ({ box, card }: Place) => box.y + card.y + CARD.height / 2
  const onRight = (place: Place): Point => ({
    ...{ x: place.box.x + place.box.width, y: middle(place), side: 'right' },
    card: place.box.x + place.card.x + CARD.width,
  })
  const onLeft = (place: Place): Point => ({
    ...{ x: place.box.x, y: middle(place), side: 'left' },
    card: place.box.x + place.card.x,
  })
  const from = onRight(left)
  // One above the other: the line leaves and comes in at the same side.
  return { id: `${container} ${at}`, container, from, to: right.box.x < from.x ? onRight(right) : onLeft(right) }
}

/** The line’s path, for SVG; `whole` goes on to the cards themselves. */
export function pathOf({ from, to }: Pick<Link, 'from' | 'to'>, whole = false): string {
  const bend = Math.max(36, Math.min(120, Math.abs(to.x - from.x) / 2))
  const out = (point: Point) => point.x + (point.side === 'right' ? bend : -bend)
  const between = `${from.x},${from.y} C${out(from)},${from.y} ${out(to)},${to.y} ${to.x},${to.y}`
  return whole ? `M${from.card},${from.y} L${between} L${to.card},${to.y}` : `M${between}`
}
