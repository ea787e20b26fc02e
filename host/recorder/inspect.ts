import { z } from 'zod'
import type { LogLine, Problem } from '../../contract/index.ts'
import type { EngineClient } from '../engine/index.ts'
import { asSlipwayError, SlipwayError } from '../errors.ts'
import { pageBefore, readSubject } from '../logs/index.ts'

/** So many of the last lines of a log are kept. */
const LINES = 200
/** A log must not hold the others up; milliseconds. */
const LOG_MS = 15_000

const inspected = z.object({
  State: z.object({
    Running: z.boolean(),
    Restarting: z.boolean().nullish(),
    Status: z.string().default(''),
    ExitCode: z.number().int().default(0),
    OOMKilled: z.boolean().nullish(),
    Error: z.string().nullish(),
    StartedAt: z.string().nullish(),
    FinishedAt: z.string().nullish(),
  }),
  HostConfig: z.object({ Memory: z.number().nullish() }).nullish(),
})

/** What the engine says of a container. Times are milliseconds since 1970 by the engine’s clock. */
export type Inspected = {
  running: boolean
  code: number
  oomKilled: boolean
  error: string
  started?: number
  finished?: number
  /** Its own memory limit in bytes; null: none. */
  limit: number | null
}

/** Undefined when the container is gone. @throws SlipwayError */
export async function inspect(client: EngineClient, id: string, signal: AbortSignal): Promise<Inspected | undefined> {
  try {
    const path = `/containers/${encodeURIComponent(id)}/json`
    const { State, HostConfig } = await client.json(inspected, 'GET', path, { signal })
    const [started, finished] = [timeOf(State.StartedAt), timeOf(State.FinishedAt)]
    return {
      running: State.Running && !State.Restarting,
      code: State.ExitCode,
      oomKilled: State.OOMKilled ?? false,
      error: State.Error ?? '',
      ...(started !== undefined && { started }),
      ...(finished !== undefined && { finished }),
      limit: HostConfig?.Memory ? HostConfig.Memory : null,
    }
  } catch (error) {
    if (error instanceof SlipwayError && error.code === 'NOT_FOUND') return undefined
    throw error
  }
}

/** The last lines of a container's log, or why there are none. */
export async function lastLines(
  client: EngineClient,
  id: string,
  signal: AbortSignal,
): Promise<{ lines: LogLine[] } | { linesProblem: Problem }> {
  try {
    const until = AbortSignal.any([signal, AbortSignal.timeout(LOG_MS)])
    const subject = await readSubject(client, id, until)
    const { lines } = await pageBefore({ client, subject }, undefined, LINES, until)
    return { lines }
  } catch (error) {
    if (error instanceof SlipwayError && error.code === 'NOT_FOUND') {
      return {
        linesProblem: {
          what: 'The last lines are not known.',
          why: 'The container was removed the moment it ended, and its log with it.',
          next: 'Run it without `--rm` to keep its log.',
        },
      }
    }
    return { linesProblem: asSlipwayError(error, 'The last lines could not be read.').problem }
  }
}

/** An engine gives the year 1 for what never was. */
function timeOf(text: string | null | undefined): number | undefined {
  const time = Date.parse(text ?? '')
  return time > 0 ? time : undefined
}
