import type { IncomingMessage } from 'node:http'
import { type EngineClient, explain } from '../engine/index.ts'
import { linesOf } from '../lines.ts'

/** The lines of an engine’s answer as they come. @throws SlipwayError when the connection breaks, or the signal’s reason */
export async function* answerLines(
  client: EngineClient,
  answer: IncomingMessage,
  signal: AbortSignal,
): AsyncGenerator<string, void> {
  try {
    yield* linesOf(answer)
  } catch (error) {
    throw signal.aborted ? signal.reason : explain(error, client.endpoint)
  }
}
