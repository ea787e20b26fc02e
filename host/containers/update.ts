import { z } from 'zod'
import type { Limits } from '../../contract/index.ts'
import type { EngineClient } from '../engine/index.ts'

const answer = z.object({ Warnings: z.array(z.string()).nullish() })

/** Changes limits and restart policy of a container in place. @throws SlipwayError with the engine's reason */
export async function update(client: EngineClient, id: string, limits: Limits, command: string) {
  const { memory, memorySwap, cpus, pids, restart } = limits
  const body = {
    ...(memory !== undefined && { Memory: memory }),
    ...(memorySwap !== undefined && { MemorySwap: memorySwap }),
    ...(cpus !== undefined && { NanoCpus: Math.round(cpus * 1e9) }),
    ...(pids !== undefined && { PidsLimit: pids }),
    ...(restart && { RestartPolicy: { Name: restart.name, MaximumRetryCount: restart.retries } }),
  }
  const { Warnings } = await client.json(answer, 'POST', `/containers/${encodeURIComponent(id)}/update`, { body })
  return { command, warnings: Warnings ?? [] }
}
