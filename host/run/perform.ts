import { rm, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { z } from 'zod'
import type { Run } from '../../contract/run.ts'
import type { EngineClient } from '../engine/index.ts'
import { SlipwayError } from '../errors.ts'
import type { RunContext } from './body/context.ts'
import { createRequest, type EngineRequest, pullRequest } from './requests.ts'

/** What happens while a container is made: layers pulled, then created, then started. */
export type RunEvent =
  | { type: 'pull'; layer?: string; status: string; current?: number; total?: number }
  | { type: 'created'; id: string; warnings: string[] }
  | { type: 'started'; id: string }

const created = z.object({ Id: z.string(), Warnings: z.array(z.string()).nullish() })
const pullLine = z.object({
  id: z.string().optional(),
  status: z.string().optional(),
  error: z.string().optional(),
  progressDetail: z.object({ current: z.number().optional(), total: z.number().optional() }).optional(),
})

/**
 * Creates the container, pulling its image as the command says, and starts it unless it is only to be created.
 * @throws SlipwayError with the engine's own reason; Conflict when flags do not go together
 */
export async function* perform(
  client: EngineClient,
  run: Run,
  context: RunContext,
  signal?: AbortSignal,
): AsyncGenerator<RunEvent> {
  const create = createRequest(run, context)
  const pull = pullRequest(run)
  const idFile = run.cidfile === undefined ? undefined : resolve(context.folder ?? '.', run.cidfile)
  if (idFile !== undefined) await claim(idFile)
  let id: string | undefined
  let warnings: string[] = []
  try {
    if (run.pull === 'always' && pull) yield* pulling(client, pull, signal)
    let answer: z.infer<typeof created>
    try {
      answer = await send(client, create, signal)
    } catch (error) {
      const missing = error instanceof SlipwayError && error.code === 'NOT_FOUND'
      if (!missing || !pull || (run.pull ?? 'missing') !== 'missing') throw error
      yield* pulling(client, pull, signal)
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

async function* pulling(client: EngineClient, pull: EngineRequest, signal?: AbortSignal): AsyncGenerator<RunEvent> {
  const stream = await client.stream(pull.method, pull.path, {
    query: pull.query,
    timeout: 0,
    ...(signal && { signal }),
  })
  let rest = ''
  stream.setEncoding('utf8')
  for await (const chunk of stream) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line.trim() !== '') yield pullEvent(line)
  }
  if (rest.trim() !== '') yield pullEvent(rest)
}

function pullEvent(line: string): RunEvent {
  const { id, status = '', error, progressDetail } = pullLine.parse(JSON.parse(line))
  if (error !== undefined) {
    throw new SlipwayError('NOT_FOUND', {
      what: 'The image can’t be pulled.',
      why: error,
      next: 'Check its name and tag, and whether you must sign in to its registry.',
    })
  }
  const { current, total } = progressDetail ?? {}
  return {
    type: 'pull',
    status,
    ...(id !== undefined && { layer: id }),
    ...(current !== undefined && { current }),
    ...(total !== undefined && { total }),
  }
}
