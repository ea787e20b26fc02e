import type { VolumeLoss } from '../../../../contract/index.ts'
import { size } from '../../../lib/format.ts'

/** One thing that removing a volume does, or what is in the way of it. */
export type Consequence = { kind: 'lost' | 'kept' | 'refused'; text: string }

/** More names than this are counted. */
const NAMED = 4

/** What removing a volume does. */
export function consequence({ size: bytes, anonymous, usedBy }: VolumeLoss): Consequence {
  if (usedBy.length > 0) {
    const them = usedBy.length === 1 ? 'it' : 'them'
    return { kind: 'refused', text: `In use by ${listed(usedBy)}. Remove ${them} first.` }
  }
  if (bytes === 0) return { kind: 'kept', text: 'It is empty: nothing is lost.' }
  const whose = anonymous ? 'It has no name, and no container has it. ' : ''
  if (bytes === undefined) return { kind: 'lost', text: `${whose}What is in it is lost; its size is not known.` }
  return { kind: 'lost', text: `${whose}${size(bytes)} are lost.` }
}

function listed(names: readonly string[]): string {
  const more = names.length - NAMED
  return more > 0 ? `${names.slice(0, NAMED).join(', ')} and ${more} more` : names.join(', ')
}
