import type { LogHit, LogLine, LogSearch } from '../../contract/index.ts'
import { plainText } from '../../contract/plain-text.ts'
import { Numbering } from './numbering.ts'
import type { Log } from './page.ts'
import { readLines } from './read.ts'

/** Milliseconds between two words on how far it is. */
const EVERY = 200
/** So many places are told; more are only counted. */
const MOST = 100_000

export type Wanted = { text: string; matchCase: boolean }

/** Looks through the whole log, from its first line to its last. @throws SlipwayError; the signal's reason */
export async function* search(log: Log, wanted: Wanted, signal?: AbortSignal): AsyncGenerator<LogSearch, void, void> {
  const matches = matcher(wanted)
  const numbering = new Numbering(true)
  let hits: LogHit[] = []
  let found = 0
  let scanned = 0
  let told = performance.now()
  for await (const lines of readLines(log.client, log.subject, { since: log.since }, signal)) {
    for (const line of lines) {
      numbering.next(line)
      if (matches(line)) {
        if (found < MOST) hits.push(hitAt(line, scanned))
        found++
      }
      scanned++
    }
    if (performance.now() - told < EVERY) continue
    yield { hits, found, scanned, done: false }
    hits = []
    told = performance.now()
  }
  yield { hits, found, scanned, done: true }
}

const hitAt = ({ time, source, nth }: LogLine, line: number): LogHit => ({
  time,
  source,
  ...(nth !== undefined && { nth }),
  line,
})

/** Whether a line, as it is read, holds the text. */
function matcher({ text, matchCase }: Wanted): (line: LogLine) => boolean {
  if (matchCase) return (line) => plainText(line.text).includes(text)
  const lower = text.toLowerCase()
  return (line) => plainText(line.text).toLowerCase().includes(lower)
}
