import type { LogHit, LogLine, LogSearch } from '../../contract/index.ts'
import { plainText } from '../../contract/plain-text.ts'
import { follow } from './follow.ts'
import type { Log } from './log.ts'
import { Numbering } from './numbering.ts'
import { readLines } from './read.ts'

/** Milliseconds between two words on how far it is. */
const EVERY = 200
/** So many places are told; more are only counted. */
const MOST = 100_000

export type Wanted = { text: string; matchCase: boolean }

/**
 * Looks through the whole log, from its first line to its last, then at what is written from then on.
 * @throws SlipwayError; the signal's reason
 */
export async function* search(log: Log, wanted: Wanted, signal?: AbortSignal): AsyncGenerator<LogSearch, void, void> {
  const finder = new Finder(wanted)
  const numbering = new Numbering(true)
  let last: LogLine | undefined
  let told = performance.now()
  for await (const lines of readLines(log.client, log.subject, { since: log.since }, signal)) {
    for (const line of lines) {
      numbering.next(line)
      finder.look(line)
    }
    last = lines.at(-1)
    if (performance.now() - told < EVERY) continue
    yield finder.tell(false)
    told = performance.now()
  }
  yield finder.tell(true)

  const after = last && { time: last.time, source: last.source, nth: last.nth, depth: 0 }
  for await (const news of follow(log, { tail: 1, after }, signal)) {
    if (news.type !== 'lines' || news.lines.length === 0) continue
    for (const line of news.lines) finder.look(line)
    yield finder.tell(true)
  }
}

/** Keeps what was found since it was last told. */
class Finder {
  readonly #matches: (line: LogLine) => boolean
  #hits: LogHit[] = []
  #found = 0
  #scanned = 0

  constructor(wanted: Wanted) {
    this.#matches = matcher(wanted)
  }

  look(line: LogLine): void {
    if (this.#matches(line)) {
      if (this.#found < MOST) this.#hits.push(hitAt(line, this.#scanned))
      this.#found++
    }
    this.#scanned++
  }

  tell(done: boolean): LogSearch {
    const hits = this.#hits
    this.#hits = []
    return { hits, found: this.#found, scanned: this.#scanned, done }
  }
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
