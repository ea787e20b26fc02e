import { z } from 'zod'
import { commandLine } from '../../contract/shell.ts'
import type { EngineClient } from '../engine/index.ts'

const answer = z.object({ StatusCode: z.number() })

/** Waits until a container ends. @throws the signal's reason when it is cancelled */
export async function wait(client: EngineClient, id: string, name: string, signal?: AbortSignal) {
  const path = `/containers/${encodeURIComponent(id)}/wait`
  const { StatusCode } = await client.json(answer, 'POST', path, { timeout: 0, ...(signal && { signal }) })
  return { command: commandLine(['docker', 'wait', name]), exitCode: StatusCode }
}
