/** Linux opens no longer path, so no container can have such a file. */
const LONGEST_PATH = 4_096

/** Where an entry of a layer belongs: the names from the root on; undefined for what no container can have. */
export function placeOf(path: string): string[] | undefined {
  if (path.length > LONGEST_PATH) return undefined
  const names: string[] = []
  for (const name of path.split('/')) {
    if (name === '' || name === '.') continue
    // Above the root there is only the root.
    if (name === '..') names.pop()
    else names.push(name)
  }
  return names
}

const WHITEOUT = '.wh.'
const OPAQUE = '.wh..wh..opq'
const RESERVED = '.wh..wh.'

/** What the last name of an entry says of the layers below: that a file is gone, or all that a folder had. */
export type Mark = { kind: 'gone'; name: string } | { kind: 'opaque' } | { kind: 'reserved' }

export function markOf(name: string): Mark | undefined {
  if (!name.startsWith(WHITEOUT)) return undefined
  if (name === OPAQUE) return { kind: 'opaque' }
  if (name.startsWith(RESERVED)) return { kind: 'reserved' }
  return { kind: 'gone', name: name.slice(WHITEOUT.length) }
}
