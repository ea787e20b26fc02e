import { z } from 'zod'
import type { EngineClient } from '../engine/index.ts'
import { SlipwayError } from '../errors.ts'

const schema = z.object({
  Id: z.string(),
  Name: z.string(),
  State: z.object({
    Running: z.boolean().default(false),
    Paused: z.boolean().default(false),
    Restarting: z.boolean().default(false),
    Status: z.string().default(''),
  }),
  Config: z.object({ Tty: z.boolean().default(false), OpenStdin: z.boolean().default(false) }),
})

/** The container that a terminal is opened in. */
export type Subject = { id: string; name: string; tty: boolean; stdinOpen: boolean }

/** Reads the container. @throws SlipwayError NOT_FOUND, or CONFLICT when it is not up and running */
export async function subjectOf(client: EngineClient, container: string, signal: AbortSignal): Promise<Subject> {
  const path = `/containers/${encodeURIComponent(container)}/json`
  const { Id, Name, State, Config } = await client.json(schema, 'GET', path, { signal })
  const name = Name.replace(/^\//, '')
  if (State.Paused) {
    throw new SlipwayError('CONFLICT', {
      what: `“${name}” is paused.`,
      why: 'Nothing in a paused container moves, so nothing would answer in a terminal.',
      next: 'Resume it first.',
    })
  }
  if (State.Restarting) {
    throw new SlipwayError('CONFLICT', {
      what: `“${name}” is restarting.`,
      why: 'Its process ended, and the engine waits before it starts it again.',
      next: 'Try again when it runs; its log may say why it ends.',
    })
  }
  if (!State.Running) {
    throw new SlipwayError('CONFLICT', {
      what: `“${name}” is not running.`,
      why: `A terminal needs a process to talk to; the container is ${State.Status || 'stopped'}.`,
      next: 'Start it first.',
    })
  }
  return { id: Id, name, tty: Config.Tty, stdinOpen: Config.OpenStdin }
}
