import { z } from 'zod'
import type { TerminalEnd } from '../../contract/index.ts'
import type { EngineClient } from '../engine/index.ts'
import { SlipwayError } from '../errors.ts'
import { pause } from '../pause.ts'

const schema = z.object({
  Running: z.boolean(),
  ExitCode: z.number().nullish(),
  Pid: z.number().nullish(),
})

export type ExecState = { running: boolean; exitCode: number | undefined; pid: number }

/** The stream ends a little before the engine has noted the process's end. Milliseconds between looks. */
const LOOKS = [0, 10, 20, 50, 100, 200, 400, 800]

/** What the engine knows of an exec. @throws SlipwayError NOT_FOUND when its container is gone */
export async function execState(client: EngineClient, id: string, signal?: AbortSignal): Promise<ExecState> {
  const state = await client.json(schema, 'GET', `/exec/${encodeURIComponent(id)}/json`, {
    timeout: 5_000,
    ...(signal && { signal }),
  })
  return { running: state.Running, exitCode: state.ExitCode ?? undefined, pid: state.Pid ?? 0 }
}

/** How an exec ended whose stream has. */
export async function execOutcome(client: EngineClient, id: string): Promise<TerminalEnd> {
  for (const wait of LOOKS) {
    await pause(wait)
    try {
      const { running, exitCode } = await execState(client, id)
      if (!running) return { reason: 'exited', ...(exitCode !== undefined && { exitCode }) }
    } catch (error) {
      // The container was removed with it; anything else means that the engine is gone.
      return { reason: error instanceof SlipwayError && error.code === 'NOT_FOUND' ? 'exited' : 'lost' }
    }
  }
  // The stream broke, not the process.
  return { reason: 'lost' }
}

/** Ends a process whose start was broken off: it may run only in a moment, and nobody would know of it. Never throws. */
export async function abandon(client: EngineClient, id: string, hangUp: () => Promise<void>): Promise<void> {
  for (const wait of LOOKS) {
    await pause(wait)
    try {
      const { running, exitCode, pid } = await execState(client, id)
      if (running && pid > 0) return await hangUp()
      if (exitCode !== undefined) return
    } catch {
      // The container is gone, or the engine: nothing is left to be ended, or to be ended by us.
      return
    }
  }
}
