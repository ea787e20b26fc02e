import type { IncomingMessage } from 'node:http'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import type { EngineClient } from '../engine/index.ts'

const event = z.object({
  Type: z.string(),
  Action: z.string(),
  Actor: z.object({ ID: z.string(), Attributes: z.record(z.string(), z.string()).nullish() }),
})

/** Something that happened on the engine. */
export type EngineEvent = { type: string; action: string; id: string; attributes: Record<string, string> }

/** Opens the engine's event stream; from the answer on, nothing is missed. */
export async function openEvents(client: EngineClient, signal: AbortSignal): Promise<AsyncGenerator<EngineEvent>> {
  const response = await client.stream('GET', '/events', { signal, timeout: 0 })
  return read(response)
}

async function* read(response: IncomingMessage): AsyncGenerator<EngineEvent> {
  for await (const line of createInterface({ input: response, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue
    const parsed = event.safeParse(JSON.parse(line))
    if (!parsed.success) continue
    const { Type, Action, Actor } = parsed.data
    yield { type: Type, action: Action, id: Actor.ID, attributes: Actor.Attributes ?? {} }
  }
}
