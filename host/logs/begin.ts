import type { LogLine } from '../../contract/index.ts'
import { After } from './after.ts'
import type { Log } from './log.ts'
import { Numbering } from './numbering.ts'
import { pageBefore } from './page-before.ts'
import { readLines } from './read.ts'

/** Read besides those that are wanted: they tell how the first one is numbered. */
const BESIDES = 256
/** When nothing came for so long, a log that is shorter than asked for is there as a whole. */
const QUIET_MS = 150

/** The newest lines, whether the log has nothing older, and what is written after them. */
export type Beginning = { lines: LogLine[]; start: boolean; onward: AsyncGenerator<LogLine[], void, void> }

/**
 * Reads the newest lines and goes on from them in one reading: one that began after the other would have to find its
 * place again, and what is written quickly would run away from it.
 * @throws SlipwayError; the signal's reason
 */
export async function beginning(log: Log, tail: number, signal?: AbortSignal): Promise<Beginning> {
  const asked = tail + BESIDES
  const query = { tail: asked, since: log.since, follow: true }
  const batches = readLines(log.client, log.subject, query, signal)
  try {
    const { lines, next } = await gather(batches, asked)
    const rest = restOf(batches, next)
    return (lines.length >= asked ? long(lines, rest) : undefined) ?? (await short(log, tail, lines, rest, signal))
  } catch (error) {
    await batches.return()
    throw error
  }
}

type Batches = AsyncGenerator<LogLine[], void, void>
type Next = Promise<IteratorResult<LogLine[], void>>

/** Reads until there are so many lines, or none come for a while, or the container ended. */
async function gather(batches: Batches, count: number): Promise<{ lines: LogLine[]; next: Next | undefined }> {
  const lines: LogLine[] = []
  let next: Next | undefined
  while (lines.length < count) {
    next ??= batches.next()
    let timer: NodeJS.Timeout | undefined
    const quiet = new Promise<'quiet'>((resolve) => {
      timer = setTimeout(() => resolve('quiet'), QUIET_MS)
    })
    const step = await Promise.race([next, quiet])
    clearTimeout(timer)
    if (step === 'quiet') return { lines, next }
    if (step.done) return { lines, next }
    lines.push(...step.value)
    next = undefined
  }
  return { lines, next }
}

/** What comes after what was gathered. */
async function* restOf(batches: Batches, next: Next | undefined): Batches {
  try {
    const first = await next
    if (first?.done) return
    if (first) yield first.value
    yield* batches
  } finally {
    await batches.return()
  }
}

/** A log of which more is there than was asked for; undefined when its lines can’t be numbered for sure. */
function long(lines: LogLine[], rest: Batches): Beginning | undefined {
  const numbering = new Numbering(false)
  const sure = lines.map((line) => numbering.next(line))
  if (!sure[BESIDES]) return undefined
  const numbered = async function* (): Batches {
    for await (const batch of rest) {
      for (const line of batch) numbering.next(line)
      yield batch
    }
  }
  return { lines: lines.slice(BESIDES), start: false, onward: numbered() }
}

/** A log that seems to be shorter than that. Only a reading that ends can tell for sure. */
async function short(log: Log, tail: number, read: LogLine[], rest: Batches, signal?: AbortSignal): Promise<Beginning> {
  const { lines, edge } = await pageBefore(log, undefined, tail, signal)
  const last = lines.at(-1)
  const after = new After(last && { time: last.time, source: last.source, nth: last.nth }, edge, false)
  const onward = async function* (): Batches {
    const again = read.filter((line) => after.takes(line))
    if (again.length > 0) yield again
    for await (const batch of rest) {
      const taken = batch.filter((line) => after.takes(line))
      if (taken.length > 0) yield taken
    }
  }
  return { lines, start: edge, onward: onward() }
}
