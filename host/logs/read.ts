import type { LogLine } from '../../contract/index.ts'
import { type EngineClient, explain, FrameReader } from '../engine/index.ts'
import { lineMaker } from './lines.ts'
import { type LogQuery, openLog } from './open.ts'
import { RawReader } from './raw.ts'
import type { Subject } from './subject.ts'

/** So much is read ahead of the reader, then the socket is left alone until it comes back. */
const AHEAD_LINES = 2_000
const AHEAD_LENGTH = 1024 * 1024

/**
 * The lines of a log in batches, as they come. A reader that does not come back stops the reading of the socket.
 * @throws SlipwayError when the log can't be read or breaks off; the signal's reason
 */
export async function* readLines(
  client: EngineClient,
  subject: Subject,
  query: LogQuery,
  signal?: AbortSignal,
): AsyncGenerator<LogLine[], void, void> {
  const response = await openLog(client, subject, query, signal)
  let lines: LogLine[] = []
  let length = 0
  let state: { ended: boolean; failure?: unknown } = { ended: false }
  let wake: (() => void) | undefined
  let waking = false
  const make = lineMaker((line) => {
    lines.push(line)
    length += line.text.length
  })
  const reader = subject.tty ? new RawReader(make) : new FrameReader(make)

  // An engine sends each line by itself: one waking for all that one look at the socket brings.
  const tell = () => {
    if (waking) return
    waking = true
    setImmediate(() => {
      waking = false
      wake?.()
    })
  }
  const fail = (failure: unknown) => {
    if (!state.ended) state = { ended: true, failure }
    response.destroy()
    tell()
  }
  response.on('data', (chunk: Buffer) => {
    try {
      reader.push(chunk)
    } catch (error) {
      fail(error)
    }
    if (lines.length >= AHEAD_LINES || length >= AHEAD_LENGTH) response.pause()
    tell()
  })
  response.on('end', () => {
    try {
      reader.end()
      if (!state.ended) state = { ended: true }
    } catch (error) {
      fail(error)
    }
    tell()
  })
  response.on('error', (error) => fail(signal?.aborted ? signal.reason : explain(error, client.endpoint)))

  try {
    while (true) {
      if (lines.length > 0) {
        const batch = lines
        lines = []
        length = 0
        response.resume()
        yield batch
        signal?.throwIfAborted()
      } else if (state.ended) {
        if (state.failure !== undefined) throw state.failure
        return
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    }
  } finally {
    response.destroy()
  }
}
