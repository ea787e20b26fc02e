import { z } from 'zod'
import type { ProcessList } from '../../contract/index.ts'
import type { EngineClient } from '../engine/index.ts'
import { pause } from '../pause.ts'

const EVERY_MS = 2_000

const top = z.object({ Titles: z.array(z.string()), Processes: z.array(z.array(z.string())).nullish() })

/** `docker top`, again and again until the signal. @throws SlipwayError, also when the container stops */
export async function* processes(client: EngineClient, id: string, signal?: AbortSignal): AsyncGenerator<ProcessList> {
  const at = signal ? { signal } : {}
  while (true) {
    const { Titles, Processes } = await client.json(top, 'GET', `/containers/${encodeURIComponent(id)}/top`, at)
    yield { titles: Titles, rows: Processes ?? [] }
    await pause(EVERY_MS, signal)
  }
}
