import { rm, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { z } from 'zod'
import type { JobStep } from '../../contract/index.ts'
import type { Run } from '../../contract/run.ts'
import type { EngineClient } from '../engine/index.ts'
import { SlipwayError } from '../errors.ts'
import { type PullOptions, pullEvents } from '../images/index.ts'
import type { AuthFor } from '../registries/index.ts'
import type { RunContext } from './body/context.ts'
import type { EngineRequest } from './engine-request.ts'
import { createRequest, imageToPull } from './requests.ts'

/** What happens while a container is made: layers pulled, then created, then started. */
export type RunEvent =
  | { type: 'pulling' }
  | { type: 'layer'; layer: JobStep }
  | { type: 'created'; id: string; warnings: string[] }
  | { type: 'started'; id: string }

const created = z.object({ Id: z.string(), Warnings: z.array(z.string()).nullish() })

/**
 * Creates the container, pulling its image as the command says, and starts it unless it is only to be created.
 * @throws SlipwayError with the engine's own reason; Conflict when flags do not go together
 */
export async function* perform(
  client: EngineClient,
  run: Run,
  context: RunContext,
  authFor: AuthFor,
  signal?: AbortSignal,
): AsyncGenerator<RunEvent> {
  const create = createRequest(run, context)
  const pull = imageToPull(run)
  const idFile = run.cidfile === undefined ? undefined : resolve(context.folder ?? '.', run.cidfile)
  if (idFile !== undefined) await claim(idFile)
  let id: string | undefined
  let warnings: string[] = []
  try {
    if (run.pull === 'always' && pull) yield* pulling(client, pull, authFor, signal)
    let answer: z.infer<typeof created>
    try {
      answer = await send(client, create, signal)
    } catch (error) {
      if (!isImageMissing(error) || !pull || (run.pull ?? 'missing') !== 'missing') throw error
      yield* pulling(client, pull, authFor, signal)
      answer = await send(client, create, signal)
    }
    id = answer.Id
    warnings = answer.Warnings ?? []
    if (idFile !== undefined) await writeFile(idFile, id)
  } finally {
    if (idFile !== undefined && id === undefined) await rm(idFile, { force: true })
  }
  yield { type: 'created', id, warnings }
  if (run.verb === 'create') return
  await client.text('POST', `/containers/${id}/start`, { timeout: 0, ...(signal && { signal }) })
  yield { type: 'started', id }
}

/** A network or a volume's driver may be what is not there; no pull helps then. */
function isImageMissing(error: unknown): boolean {
  return error instanceof SlipwayError && error.code === 'NOT_FOUND' && /\bimage\b/i.test(error.problem.why)
}

/** Takes the file for the id, which may not be there yet. */
async function claim(file: string): Promise<void> {
  try {
    await writeFile(file, '', { flag: 'wx' })
  } catch (error) {
    throw new SlipwayError('INVALID', {
      what: 'The file for the container’s id can’t be written.',
      why: error instanceof Error ? error.message : String(error),
      next: 'Remove the file if its container is gone, or name another one.',
    })
  }
}

function send(client: EngineClient, { method, path, query, body }: EngineRequest, signal?: AbortSignal) {
  return client.json(created, method, path, { query, body, timeout: 0, ...(signal && { signal }) })
}

async function* pulling(
  client: EngineClient,
  image: PullOptions,
  authFor: AuthFor,
  signal?: AbortSignal,
): AsyncGenerator<RunEvent> {
  yield { type: 'pulling' }
  for await (const event of pullEvents(client, image, authFor, signal)) if (event.type === 'layer') yield event
}
