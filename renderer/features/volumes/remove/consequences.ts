import type { VolumeLoss } from '../../../../contract/index.ts'
import { count, size } from '../../../lib/format.ts'

/** One thing that removing a volume does, or what is in the way of it. */
export type Consequence = { kind: 'lost' | 'kept' | 'refused'; text: string }

/** More names than this are counted. */
const NAMED = 4

/** Whether what is in a volume can be brought back, in words. `days` is how long it is kept. */
export function keptWords(kept: VolumeLoss['kept'], days: number): string {
  switch (kept) {
    case 'yes':
      return `It can be brought back for ${count(days, 'day')}.`
    case 'too-large':
      return 'It is too large for a restore point: it can’t be brought back.'
    case 'off':
      return 'No restore points are kept: it can’t be brought back.'
    case 'elsewhere':
    case 'empty':
      return ''
  }
}

/** What removing a volume does; with `keep`, restore points are made where they can be. */
export function consequence(loss: VolumeLoss, keep: boolean, days: number): Consequence {
  const { size: bytes, anonymous, usedBy } = loss
  if (usedBy.length > 0) {
    const them = usedBy.length === 1 ? 'it' : 'them'
    return { kind: 'refused', text: `In use by ${listed(usedBy)}. Remove ${them} first.` }
  }
  if (loss.kept === 'elsewhere')
    return { kind: 'kept', text: 'Its files are on another machine or in another folder, and stay there.' }
  if (bytes === 0) return { kind: 'kept', text: 'It is empty: nothing is lost.' }
  const whose = anonymous ? 'It has no name, and no container has it. ' : ''
  const what = bytes === undefined ? 'All that is in it goes' : `${size(bytes)} go`
  const kept = keep && loss.kept === 'yes'
  const then = kept || loss.kept !== 'yes' ? keptWords(loss.kept, days) : 'They can’t be brought back.'
  return { kind: kept ? 'kept' : 'lost', text: `${whose}${what}. ${then}` }
}

function listed(names: readonly string[]): string {
  const more = names.length - NAMED
  return more > 0 ? `${names.slice(0, NAMED).join(', ')} and ${more} more` : names.join(', ')
}
