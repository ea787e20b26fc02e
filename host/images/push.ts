import { parseReference, registryOf } from '../../contract/image-reference.ts'
import type { EngineClient } from '../engine/index.ts'
import type { JobReport, JobResult } from '../jobs/index.ts'
import type { AuthFor } from '../registries/index.ts'
import { platformJson } from './platform.ts'
import { checked } from './pull.ts'
import { orRefused, refusedBy, transferEvents } from './transfer.ts'

export type PushOptions = {
  reference: string
  /** One platform of an image that has several. */
  platform?: string | undefined
  /** Every tag that the engine has of the repository. */
  allTags?: boolean | undefined
}

/**
 * Pushes an image with the sign-in for its registry, telling each layer's progress.
 * @throws SlipwayError with what the registry said
 */
export async function push(
  client: EngineClient,
  image: PushOptions,
  authFor: AuthFor,
  report: JobReport,
  signal: AbortSignal,
): Promise<JobResult> {
  const { reference, platform, allTags } = image
  const what = `“${reference}” could not be pushed.`
  const named = checked(what, () => parseReference(reference))
  const auth = await authFor(registryOf(named))
  const refused = refusedBy(what, auth)
  report.doing(`Pushing ${reference}`)
  const response = await client
    .stream('POST', `/images/${encodeURIComponent(named.name)}/push`, {
      query: {
        ...(!allTags && { tag: named.tag ?? 'latest' }),
        ...(platform && { platform: platformJson(platform) }),
      },
      headers: { 'x-registry-auth': auth.header },
      timeout: 0,
      signal,
    })
    .catch(orRefused(refused))
  const result: JobResult = { image: reference }
  for await (const event of transferEvents(response, refused)) {
    if (event.type === 'layer') report.step(event.layer)
    else if (event.type === 'digest') result.digest = event.digest
  }
  signal.throwIfAborted()
  return result
}
