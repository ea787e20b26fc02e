import type { EngineClient } from '../engine/index.ts'
import { linesOf } from '../lines.ts'
import { type Sample, sample } from './formula.ts'

/** A round of polling must be over before the next one begins; milliseconds. */
const POLL_MS = 8_000

const pathOf = (id: string) => `/containers/${encodeURIComponent(id)}/stats`

/** The engine's samples of one running container, one a second, until it is gone or the signal. @throws SlipwayError */
export async function* streamSamples(client: EngineClient, id: string, signal: AbortSignal): AsyncGenerator<Sample> {
  const body = await client.bytes(pathOf(id), { query: { stream: true }, signal })
  for await (const line of linesOf(body)) {
    const one = parse(line)
    if (one) yield one
  }
}

/** One sample of a running container, which costs the engine as much as one of a stream. @throws SlipwayError */
export async function oneSample(client: EngineClient, id: string, signal: AbortSignal): Promise<Sample | undefined> {
  const query = { stream: false, 'one-shot': true }
  return parse(await client.text('GET', pathOf(id), { query, signal, timeout: POLL_MS }))
}

/** A container that ends in mid-sample leaves one without figures, or half a line. */
function parse(text: string): Sample | undefined {
  try {
    return sample.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
