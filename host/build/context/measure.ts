import type { Builder, ContextSize } from '../../../contract/index.ts'
import type { Place } from './context.ts'
import { ignoring, wantedOf } from './filter.ts'
import { packedBy } from './tar.ts'
import { type Entry, walk } from './walk.ts'

/** Counting ends after so many files, or milliseconds: it is to tell of a folder chosen by mistake, too. */
const MOST_FILES = 200_000
const LONGEST_MS = 10_000
const NAMED = 5

/** How much a build of the place sends. @throws the signal’s reason */
export async function measure(place: Place, builder: Builder, signal?: AbortSignal): Promise<ContextSize> {
  const sizes = new Map<string, number>()
  const until = Date.now() + LONGEST_MS
  let files = 0
  let bytes = 0
  let more = false
  for await (const { path, stats } of entriesOf(place, builder)) {
    signal?.throwIfAborted()
    if (!stats.isFile()) continue
    files++
    bytes += stats.size
    const top = path.split('/')[0] ?? ''
    sizes.set(top, (sizes.get(top) ?? 0) + stats.size)
    more = files >= MOST_FILES || Date.now() > until
    if (more) break
  }
  const largest = [...sizes].sort(([, left], [, right]) => right - left).slice(0, NAMED)
  return { files, bytes, more, largest: largest.map(([name, size]) => ({ name, bytes: size })) }
}

async function* entriesOf(place: Place, builder: Builder): AsyncGenerator<Entry> {
  if (builder === 'buildkit') {
    yield* wantedOf(place.folder, { include: [], exclude: place.ignore.patterns })
    return
  }
  for await (const entry of walk(place.folder, ignoring(packedBy(place)))) if (entry.taken) yield entry
}
