import { InvalidReference, parseReference, registryOf } from '../../contract/image-reference.ts'
import type { EngineClient } from '../engine/index.ts'
import { SlipwayError } from '../errors.ts'
import type { JobReport, JobResult } from '../jobs/index.ts'
import type { AuthFor } from '../registries/index.ts'
import { engineDiskFull, isDiskFull } from './disk-full.ts'
import { orRefused, refusedBy, type TransferEvent, transferEvents } from './transfer.ts'

export type PullOptions = {
  reference: string
  platform?: string | undefined
  /** Every tag of the repository. */
  allTags?: boolean | undefined
}

/**
 * What `POST /images/create` is asked for.
 * @throws InvalidReference
 */
export function pullQuery({ reference, platform, allTags }: PullOptions): Record<string, string> {
  const { name, tag = 'latest', digest = tag } = parseReference(reference)
  return { fromImage: name, ...(!allTags && { tag: digest }), ...(platform && { platform }) }
}

/**
 * Pulls an image, telling each layer's progress.
 * @throws SlipwayError with what the registry said
 */
export async function pull(
  client: EngineClient,
  image: PullOptions,
  authFor: AuthFor,
  report: JobReport,
  signal: AbortSignal,
): Promise<JobResult> {
  report.doing(`Pulling ${image.reference}`)
  const result: JobResult = { image: image.reference }
  for await (const event of pullEvents(client, image, authFor, signal)) {
    if (event.type === 'layer') report.step(event.layer)
    else if (event.type === 'digest') result.digest = event.digest
    else result.unchanged = true
  }
  return result
}

/**
 * Pulls an image with the sign-in for its registry; gives a layer whenever it went on.
 * @throws SlipwayError with what the registry said
 */
export async function* pullEvents(
  client: EngineClient,
  image: PullOptions,
  authFor: AuthFor,
  signal?: AbortSignal,
): AsyncGenerator<TransferEvent> {
  const what = `“${image.reference}” could not be pulled.`
  const query = checked(what, () => pullQuery(image))
  const auth = await authFor(registryOf(parseReference(image.reference)))
  const ofRegistry = refusedBy(what, auth)
  // It is the engine that writes, not the registry.
  const refused = (said: string) => (isDiskFull(said) ? engineDiskFull(what, said.trim()) : ofRegistry(said))
  const response = await client
    .stream('POST', '/images/create', {
      query,
      headers: { 'x-registry-auth': auth.header },
      timeout: 0,
      ...(signal && { signal }),
    })
    .catch(orRefused(refused))
  yield* transferEvents(response, refused)
  signal?.throwIfAborted()
}

/** What `read` makes of an image's name. @throws SlipwayError INVALID where it is none */
export function checked<T>(what: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof InvalidReference)) throw error
    throw new SlipwayError('INVALID', { what, why: error.message, next: 'Correct the name.' })
  }
}
