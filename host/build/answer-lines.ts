import type { IncomingMessage } from 'node:http'
import { type EngineClient, explain } from '../engine/index.ts'

/** The lines of an engine’s answer as they come. @throws SlipwayError when the connection breaks, or the signal’s reason */
export async function* answerLines(
  client: EngineClient,
  answer: IncomingMessage,
  signal: AbortSignal,
): AsyncGenerator<string, void> {
  let rest = ''
  answer.setEncoding('utf8')
  try {
    for await (const chunk of answer) {
      const lines = (rest + chunk).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) if (line.trim() !== '') yield line
    }
  } catch (error) {
    throw signal.aborted ? signal.reason : explain(error, client.endpoint)
  }
  if (rest.trim() !== '') yield rest
}
