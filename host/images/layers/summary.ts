import type { LayerAnalysis } from '../../../contract/index.ts'
import { type ImageTree, type Lost, pathOf } from './tree.ts'

/** More are not looked at one by one. */
const MOST_WASTED = 200

/** What an image’s layers carry, and what of it nobody sees. */
export function summaryOf(tree: ImageTree): LayerAnalysis {
  const bytes = tree.layers.reduce((sum, layer) => sum + layer.bytes, 0)
  const wasted = tree.lost.reduce((sum, { size }) => sum + size, 0)
  return {
    layers: tree.layers.map((layer) => ({ ...layer })),
    bytes,
    wasted,
    efficiency: bytes === 0 ? 1 : (bytes - wasted) / bytes,
    ...wastedFiles(tree.lost),
  }
}

function wastedFiles(lost: readonly Lost[]): Pick<LayerAnalysis, 'wastedFiles' | 'wastedPaths'> {
  const byNode = new Map<Lost['node'], { bytes: number; losses: Lost[] }>()
  for (const one of lost) {
    const known = byNode.get(one.node)
    if (known) {
      known.bytes += one.size
      known.losses.push(one)
    } else byNode.set(one.node, { bytes: one.size, losses: [one] })
  }
  const files = [...byNode]
    .sort(([, a], [, b]) => b.bytes - a.bytes)
    .slice(0, MOST_WASTED)
    .map(([node, { bytes, losses }]) => ({
      path: pathOf(node),
      bytes,
      losses: losses.map(({ size, layer, lostIn, how }) => ({ bytes: size, layer, lostIn, how })),
    }))
  return { wastedFiles: files, wastedPaths: byNode.size }
}
