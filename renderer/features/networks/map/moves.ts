import { CARD, HEADER, type Picture } from './layout.ts'

/** Something that can have the focus: a network, or a container on it. */
export type Spot = {
  key: string
  box: string
  container: string | undefined
  x: number
  y: number
  width: number
  height: number
}

export const spotKey = (box: string, container?: string): string =>
  container === undefined ? box : `${box} ${container}`

/** All that can have the focus, from the top to the bottom. */
export function spotsOf({ boxes }: Picture): Spot[] {
  return boxes
    .flatMap((box) => [
      { key: spotKey(box.id), box: box.id, container: undefined, x: box.x, y: box.y, width: box.width, height: HEADER },
      ...box.cards.map(({ container, x, y }) => ({
        key: spotKey(box.id, container.id),
        box: box.id,
        container: container.id,
        x: box.x + x,
        y: box.y + y,
        width: CARD.width,
        height: CARD.height,
      })),
    ])
    .sort((a, b) => a.y - b.y || a.x - b.x)
}

const DIRECTIONS: Record<string, { along: 'x' | 'y'; sign: 1 | -1 }> = {
  ArrowRight: { along: 'x', sign: 1 },
  ArrowLeft: { along: 'x', sign: -1 },
  ArrowDown: { along: 'y', sign: 1 },
  ArrowUp: { along: 'y', sign: -1 },
}

/** Off the straight line costs so many times as much as along it. */
const ASIDE = 2.5

/** Where an arrow key, Home or End leads from a spot; undefined for other keys, and where there is nothing. */
export function moveFrom(spots: readonly Spot[], current: Spot | undefined, key: string): Spot | undefined {
  if (key === 'Home') return spots[0]
  if (key === 'End') return spots.at(-1)
  const direction = DIRECTIONS[key]
  if (!direction) return undefined
  if (!current) return spots[0]
  const { along, sign } = direction
  const across = along === 'x' ? 'y' : 'x'
  let best: { spot: Spot; cost: number } | undefined
  for (const spot of spots) {
    if (spot.key === current.key) continue
    const ahead = (middle(spot, along) - middle(current, along)) * sign
    if (ahead <= 1) continue
    const cost = ahead + ASIDE * Math.abs(middle(spot, across) - middle(current, across))
    if (!best || cost < best.cost) best = { spot, cost }
  }
  return best?.spot
}

/** Networks are wide: their names stand at the left, over the first column. */
function middle({ x, y, height, container, width }: Spot, along: 'x' | 'y'): number {
  if (along === 'y') return y + height / 2
  return x + (container === undefined ? Math.min(width, CARD.width + 20) : width) / 2
}
