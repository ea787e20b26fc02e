import { z } from 'zod'
import type { EngineClient } from '../engine/index.ts'

const inspected = z.object({
  Id: z.string(),
  Name: z.string(),
  Created: z.string(),
  Config: z.object({ Tty: z.boolean().nullish() }),
  HostConfig: z.object({ LogConfig: z.object({ Type: z.string() }).nullish() }).nullish(),
  State: z.object({
    Running: z.boolean(),
    Restarting: z.boolean().nullish(),
    StartedAt: z.string().nullish(),
    FinishedAt: z.string().nullish(),
  }),
})

/** What must be known of a container to read its log. */
export type Subject = {
  id: string
  name: string
  /** Its log comes without frames. */
  tty: boolean
  driver: string
  running: boolean
  /** When it was last started; tells one run from another. */
  started: string
  /** When it last ended, or was created when it never ran: RFC 3339. */
  ended: string
}

/** @throws SlipwayError NOT_FOUND when there is no such container */
export async function readSubject(client: EngineClient, id: string, signal?: AbortSignal): Promise<Subject> {
  const { Id, Name, Created, Config, HostConfig, State } = await client.json(
    inspected,
    'GET',
    `/containers/${encodeURIComponent(id)}/json`,
    signal ? { signal } : {},
  )
  // A container that never ended has the year 1.
  const finished = State.FinishedAt && !State.FinishedAt.startsWith('0001') ? State.FinishedAt : Created
  return {
    id: Id,
    name: Name.replace(/^\//, ''),
    tty: Config.Tty ?? false,
    driver: HostConfig?.LogConfig?.Type ?? '',
    // While it waits to be restarted, engines call it running.
    running: State.Running && !State.Restarting,
    started: State.StartedAt ?? '',
    ended: finished,
  }
}
