import type { IncomingMessage } from 'node:http'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import type { EngineClient } from '../engine/index.ts'

const event = z.object({
  Type: z.string(),
  Action: z.string(),
  Actor: z.object({ ID: z.string(), Attributes: z.record(z.string(), z.string()).nullish() }),
  time: z.number().default(0),
  timeNano: z.number().optional(),
})

/** Something that happened on the engine. */
export type EngineEvent = {
  type: string
  action: string
  id: string
  attributes: Record<string, string>
  /** Milliseconds since 1970, by the engine’s clock. */
  time: number
}

/** Opens the engine's event stream; from the answer on, nothing is missed. */
export async function openEvents(client: EngineClient, signal: AbortSignal): Promise<AsyncGenerator<EngineEvent>> {
  const response = await client.stream('GET', '/events', { signal, timeout: 0 })
  return read(response)
}

/**
 * What happened from one time to another (milliseconds since 1970, by the engine’s clock), as far as the engine remembers:
 * dockerd the last 256 events since it was started.
 */
export async function readEvents(
  client: EngineClient,
  since: number,
  until: number,
  signal: AbortSignal,
): Promise<EngineEvent[]> {
  const query = { since: (since / 1_000).toFixed(3), until: (until / 1_000).toFixed(3) }
  const response = await client.stream('GET', '/events', { query, signal })
  const events: EngineEvent[] = []
  for await (const one of read(response)) events.push(one)
  return events
}

async function* read(response: IncomingMessage): AsyncGenerator<EngineEvent> {
  for await (const line of createInterface({ input: response, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue
    const parsed = event.safeParse(JSON.parse(line))
    if (!parsed.success) continue
    const { Type, Action, Actor, time, timeNano } = parsed.data
    yield {
      type: Type,
      action: Action,
      id: Actor.ID,
      attributes: Actor.Attributes ?? {},
      time: timeNano === undefined ? time * 1_000 : timeNano / 1_000_000,
    }
  }
}
