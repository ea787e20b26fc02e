import { createInterface } from 'node:readline'
import { z } from 'zod'
import { InvalidReference, parseReference } from '../../contract/image-reference.ts'
import type { ErrorCode, JobStep } from '../../contract/index.ts'
import { commandLine } from '../../contract/shell.ts'
import type { EngineClient } from '../engine/index.ts'
import { SlipwayError } from '../errors.ts'
import type { JobReport } from '../jobs/index.ts'

const message = z.object({
  id: z.string().optional(),
  status: z.string().optional(),
  progressDetail: z.object({ current: z.number().optional(), total: z.number().optional() }).nullish(),
  error: z.string().optional(),
})

/** The engine's own words, not a failure to reach it. */
const ANSWERED = new Set<ErrorCode>(['NOT_FOUND', 'UNAUTHORIZED', 'INVALID', 'CONFLICT', 'ENGINE_ERROR'])

export type PullOptions = { reference: string; platform?: string | undefined }

/** The docker command that pulls an image. */
export const pullCommand = ({ reference, platform }: PullOptions): string =>
  commandLine(['docker', 'pull', ...(platform ? ['--platform', platform] : []), reference])

/**
 * What `POST /images/create` is asked for.
 * @throws InvalidReference
 */
export function pullQuery({ reference, platform }: PullOptions): Record<string, string> {
  const { name, tag = 'latest', digest = tag } = parseReference(reference)
  return { fromImage: name, tag: digest, ...(platform && { platform }) }
}

/**
 * Pulls an image, telling each layer's progress.
 * @throws SlipwayError with what the registry said
 */
export async function pull(
  client: EngineClient,
  image: PullOptions,
  report: JobReport,
  signal: AbortSignal,
): Promise<void> {
  report.doing(`Pulling ${image.reference}`)
  for await (const layer of pullLayers(client, image, signal)) report.step(layer)
}

/**
 * Pulls an image; gives a layer whenever it went on.
 * @throws SlipwayError with what the registry said
 */
export async function* pullLayers(
  client: EngineClient,
  image: PullOptions,
  signal?: AbortSignal,
): AsyncGenerator<JobStep> {
  const { reference } = image
  const query = readQuery(image)
  const response = await client
    .stream('POST', '/images/create', { query, timeout: 0, ...(signal && { signal }) })
    .catch((error) => {
      // What fails before the first layer comes as the answer's status, what fails later within its text.
      throw error instanceof SlipwayError && ANSWERED.has(error.code) ? refused(reference, error.problem.why) : error
    })
  for await (const line of createInterface({ input: response })) {
    const { id, status = '', progressDetail, error } = message.parse(JSON.parse(line))
    if (error !== undefined) throw refused(reference, error)
    // The first and last lines name the tag as their id, not a layer.
    if (id === undefined || !/^[0-9a-f]{12}$/.test(id)) continue
    const { current, total } = progressDetail ?? {}
    yield {
      id,
      state: status,
      ...(current !== undefined && { done: current }),
      ...(total !== undefined && { total }),
    }
  }
  signal?.throwIfAborted()
}

function readQuery(image: PullOptions): Record<string, string> {
  try {
    return pullQuery(image)
  } catch (error) {
    if (!(error instanceof InvalidReference)) throw error
    throw new SlipwayError('INVALID', {
      what: `“${image.reference}” can’t be pulled.`,
      why: error.message,
      next: 'Correct the name.',
    })
  }
}

function refused(reference: string, why: string): SlipwayError {
  const what = `“${reference}” could not be pulled.`
  if (/toomanyrequests|rate limit/i.test(why)) {
    return new SlipwayError('UNAUTHORIZED', { what, why, next: 'The registry counts pulls: sign in to it, or wait.' })
  }
  if (/unauthorized|denied|authentication required/i.test(why)) {
    return new SlipwayError('UNAUTHORIZED', {
      what,
      why,
      next: 'Check the spelling. If the image is private, sign in: `docker login`.',
    })
  }
  if (/not found|manifest unknown/i.test(why)) {
    return new SlipwayError('NOT_FOUND', { what, why, next: 'Check the name and the tag.' })
  }
  if (/x509|certificate/i.test(why)) {
    return new SlipwayError('TLS_FAILED', {
      what,
      why,
      next: 'Give the engine the registry’s CA (`/etc/docker/certs.d`).',
    })
  }
  if (/no space left/i.test(why)) {
    return new SlipwayError('DISK_FULL', {
      what,
      why,
      next: 'Remove what is not needed on the engine, then try again.',
    })
  }
  return new SlipwayError('ENGINE_ERROR', { what, why, next: 'Check the network of the engine, then try again.' })
}
