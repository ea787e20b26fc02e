import type { Snapshot, SnapshotWhy } from '../../../../contract/index.ts'
import { duration, size } from '../../../lib/format.ts'

/** What made a restore point. */
export const WHY: Record<SnapshotWhy, string> = {
  remove: 'before it was removed',
  prune: 'before a clean-up took it',
  container: 'before it went with its container',
  empty: 'before it was emptied',
  replace: 'before it was replaced',
  undo: 'before another state was brought back',
  asked: 'saved by you',
  switch: 'saved before another one was brought back',
}

/** How long it stays. `now` is in milliseconds since 1970. */
export function staysWords({ expires }: Pick<Snapshot, 'expires'>, now: number): string {
  if (expires === undefined) return 'Kept until you remove it'
  return `Goes in ${duration(Math.max(0, expires - now))}`
}

/** What was in it, and what keeping that takes. */
export function sizeWords({ volumes }: Pick<Snapshot, 'volumes'>): string {
  if (volumes.every(({ elsewhere }) => elsewhere)) return 'Its options and labels'
  const contents = volumes.reduce((sum, one) => sum + one.contents, 0)
  const bytes = volumes.reduce((sum, one) => sum + one.bytes, 0)
  const shared = volumes.filter((one) => one.shared).reduce((sum, one) => sum + one.contents, 0)
  const packed = contents - shared
  return [
    ...(shared > 0 ? [`${size(shared)} shared on the engine’s disk`] : []),
    ...(packed > 0 || shared === 0 ? [`${size(packed)} in ${size(bytes)} here`] : []),
  ].join(', ')
}
