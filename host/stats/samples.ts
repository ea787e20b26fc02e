import { finished } from 'node:stream/promises'
import { StringDecoder } from 'node:string_decoder'
import type { EngineClient } from '../engine/index.ts'
import { type Sample, sample } from './formula.ts'

/** A round of polling must be over before the next one begins; milliseconds. */
const POLL_MS = 8_000

const pathOf = (id: string) => `/containers/${encodeURIComponent(id)}/stats`

/** Gives the engine's samples of one running container, one a second, until it is gone or the signal. @throws SlipwayError */
export async function followSamples(
  client: EngineClient,
  id: string,
  signal: AbortSignal,
  take: (sample: Sample) => void,
): Promise<void> {
  const body = await client.bytes(pathOf(id), { query: { stream: true }, signal })
  const decoder = new StringDecoder('utf8')
  let rest = ''
  // Of many streams at once, a callback costs a fraction of what iterating does.
  body.on('data', (chunk: Buffer) => {
    const lines = `${rest}${decoder.write(chunk)}`.split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const one = parse(line)
      if (one) take(one)
    }
  })
  await finished(body)
}

/** One sample of a running container, which costs the engine as much as one of a stream. @throws SlipwayError */
export async function oneSample(client: EngineClient, id: string, signal: AbortSignal): Promise<Sample | undefined> {
  const query = { stream: false, 'one-shot': true }
  return parse(await client.brief(pathOf(id), { query, signal, timeout: POLL_MS }))
}

/** A container that ends in mid-sample leaves one without figures, or half a line. */
function parse(text: string): Sample | undefined {
  try {
    return sample.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
