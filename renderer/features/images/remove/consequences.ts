import type { ImageRemoval } from '../../../../contract/index.ts'
import { count, shortId, size } from '../../../lib/format.ts'

/** One thing that happens to an image: lost, kept, or in the way of removing it. */
export type Consequence = { kind: 'lost' | 'kept' | 'refused'; text: string }

/** More names than this are counted. */
const NAMED = 4

/** What removing a name or an image does, the worst first. */
export function consequences(removal: ImageRemoval): Consequence[] {
  const { target, untagged, deleted, freed, stays, refused } = removal
  if (refused) return [{ kind: 'refused', text: refusal(refused) }]
  const found: Consequence[] = []
  const own = deleted.includes(target.id)
  const parents = deleted.length - (own ? 1 : 0)
  if (own) {
    found.push({
      kind: 'lost',
      text: freed > 0 ? `The image is deleted: ${size(freed)} are freed.` : `The image is deleted. ${NOTHING_FREED}`,
    })
  }
  if (parents > 0)
    found.push({ kind: 'lost', text: `So ${parents === 1 ? 'is' : 'are'} ${count(parents, 'parent')} without a name.` })
  const others = untagged.filter((name) => name !== target.reference)
  if (others.length > 0) found.push({ kind: 'lost', text: `It loses ${listed(others)}, too.` })
  if (!own && untagged.length > 0) {
    found.push({
      kind: 'kept',
      text:
        stays === 'without-name'
          ? 'Only its name goes. The image stays without one, as something needs it.'
          : 'Only this name goes: the image has others and stays.',
    })
  }
  if (found.length === 0) found.push({ kind: 'kept', text: 'It goes together with another of these.' })
  return found
}

const NOTHING_FREED = 'Nothing is freed: others have the same layers.'

function refusal({ why, inTheWay, byForce }: NonNullable<ImageRemoval['refused']>): string {
  const who = listed(inTheWay.map((one) => (one.startsWith('sha256:') ? shortId(one) : one)))
  switch (why) {
    case 'running':
      return byForce
        ? `In use: ${who} ${runs(inTheWay)} on it. By force its name goes and the image stays without one.`
        : `In use: ${who} ${runs(inTheWay)} on it. Stop and remove ${them(inTheWay)} first.`
    case 'stopped':
      return byForce
        ? `In use by ${who}, which ${inTheWay.length === 1 ? 'does' : 'do'} not run. Force removes it all the same.`
        : `In use by ${who}. Remove ${them(inTheWay)} first.`
    case 'child':
      return `${count(inTheWay.length, 'image')} ${inTheWay.length === 1 ? 'was' : 'were'} made from it: ${who}. Remove ${them(inTheWay)} first.`
    case 'several-names':
      return `It has several names: ${who}. Force removes them all.`
  }
}

const runs = (list: readonly unknown[]): string => (list.length === 1 ? 'runs' : 'run')
const them = (list: readonly unknown[]): string => (list.length === 1 ? 'it' : 'them')

function listed(names: readonly string[]): string {
  const more = names.length - NAMED
  return more > 0 ? `${names.slice(0, NAMED).join(', ')} and ${more} more` : names.join(', ')
}
