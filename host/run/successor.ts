import { z } from 'zod'
import type { Run } from '../../contract/run.ts'
import type { EngineClient } from '../engine/index.ts'
import { SlipwayError } from '../errors.ts'
import type { JobReport } from '../jobs/index.ts'
import type { AuthFor } from '../registries/index.ts'
import { readForm } from './form.ts'
import { like } from './like/like.ts'
import { make } from './make.ts'
import { recreate, recreateCommand } from './recreate.ts'
import { spell } from './spell.ts'

const inspected = z.object({
  Name: z.string().transform((name) => name.replace(/^\//, '')),
  State: z.object({ Running: z.boolean() }),
  Config: z.object({ Image: z.string() }),
})

/** A container that is to take another's place, made as that one was, of what its image's name means by then. */
export type Successor = {
  name: string
  /** The image by the name that the old one was made of. */
  image: string
  running: boolean
  run: Run
  /** The docker commands that do the same. */
  command: string
  /** What no flag can say of the old one. */
  unsaid: string[]
}

/** Reads how a container's successor is made. @throws SlipwayError NOT_FOUND, or UNSUPPORTED when no flags say it */
export async function successorOf(client: EngineClient, id: string): Promise<Successor> {
  const [{ form, unsaid }, { Name, State, Config }] = await Promise.all([
    like(client, id),
    client.json(inspected, 'GET', `/containers/${encodeURIComponent(id)}/json`),
  ])
  const { run, problems } = readForm({ ...form, image: Config.Image }, { apiVersion: client.apiVersion })
  const [problem] = problems
  if (problem) {
    throw new SlipwayError('UNSUPPORTED', {
      what: `${Name} can’t be made anew by itself.`,
      why: problem.what,
      next: 'Recreate it from its page, where this can be corrected.',
    })
  }
  const command = recreateCommand(Name, State.Running, spell(run))
  return { name: Name, image: Config.Image, running: State.Running, run, command, unsaid }
}

/**
 * Puts the successor in the old one's place, which stays, stopped, as `NAME-before`; where it does not stay up, the old
 * one is back. @throws SlipwayError why there is no new one
 */
export async function succeed(
  client: EngineClient,
  id: string,
  successor: Successor,
  authFor: AuthFor,
  report: JobReport,
  signal: AbortSignal,
): Promise<{ container: string }> {
  return await recreate(
    client,
    id,
    (created) => make(client, successor.run, authFor, report, signal, created),
    report,
    signal,
  )
}
