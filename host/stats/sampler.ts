import { createInterface } from 'node:readline'
import type { Usage } from '../../contract/index.ts'
import type { EngineClient } from '../engine/index.ts'
import { cpuPercent, memoryBytes, sample } from './formula.ts'

/** The engine's samples of one running container, one a second, until it stops or the signal. */
export async function* samples(client: EngineClient, id: string, signal: AbortSignal): AsyncGenerator<Usage> {
  const path = `/containers/${encodeURIComponent(id)}/stats`
  const response = await client.stream('GET', path, { query: { stream: true }, signal, timeout: 0 })
  for await (const line of createInterface({ input: response })) {
    const parsed = sample.safeParse(JSON.parse(line))
    // A container that just stopped gives samples without figures.
    if (!parsed.success || parsed.data.memory_stats.usage === undefined) continue
    const { data } = parsed
    yield { id, cpu: cpuPercent(data), memory: memoryBytes(data), memoryLimit: data.memory_stats.limit ?? 0 }
  }
}
