import type { EngineClient } from '../engine/index.ts'
import { Decoder } from './decoder.ts'
import type { Subject } from './subject.ts'
import { within } from './within.ts'

const LINES = 200
const MOST_BYTES = 4 * 1024 * 1024
const DEADLINE_MS = 5_000

/**
 * The last lines that a container wrote, so that who attaches sees what is going on. Not by attaching with `logs=1`: that
 * sends the whole log, and fails where the log driver can't be read. Empty where there is nothing to be had.
 */
export async function historyOf(client: EngineClient, subject: Subject, signal: AbortSignal): Promise<string> {
  try {
    return await within(DEADLINE_MS, signal, async (timely) => {
      const response = await client.stream('GET', `/containers/${subject.id}/logs`, {
        query: { stdout: true, stderr: true, tail: LINES },
        signal: timely,
      })
      const decoder = new Decoder(subject.tty)
      let text = ''
      let bytes = 0
      for await (const piece of response) {
        text += decoder.read(piece)
        bytes += piece.length
        if (bytes > MOST_BYTES) break
      }
      return text + decoder.end()
    })
  } catch {
    signal.throwIfAborted()
    // The log driver keeps nothing that can be read: then there is no history.
    return ''
  }
}
