import { randomBytes } from 'node:crypto'
import { basename } from 'node:path'
import { z } from 'zod'
import type { EngineClient } from '../../engine/index.ts'
import type { Output } from '../../run/index.ts'
import { answerLines } from '../answer-lines.ts'
import type { Source } from '../context/context.ts'
import type { Places } from '../dockerfile/places.ts'
import type { Outline } from '../outline.ts'
import { buildProblem, refusal } from '../problem.ts'
import { type CredentialsOf, openSession, type SecretSource } from './session.ts'
import { readStatus } from './status.ts'
import { Trace } from './trace.ts'

const message = z.object({
  id: z.string().optional(),
  aux: z.unknown().optional(),
  error: z.string().optional(),
})
const imageId = z.object({ ID: z.string() })

export type BuildKitOptions = {
  source: Source
  query: Record<string, string | string[]>
  secrets: readonly SecretSource[]
  credentials: CredentialsOf
  output: Output | undefined
  /** Called with the bytes that were sent. */
  sent: (bytes: number) => void
}

/**
 * Builds with BuildKit, which asks for the files it needs over a session. Gives the image’s id.
 * @throws SlipwayError with the builder’s reason
 */
export async function buildWithBuildKit(
  client: EngineClient,
  { source, query, secrets, credentials, output, sent }: BuildKitOptions,
  outline: Outline,
  places: Places,
  signal: AbortSignal,
): Promise<string | undefined> {
  const session = await openSession(client, { place: source.place, secrets, credentials, output, sent }, signal)
  const trace = new Trace(outline, places)
  const buildId = randomBytes(16).toString('hex')
  let image: string | undefined
  const cancel = () => void client.text('POST', '/build/cancel', { query: { id: buildId } }).catch(() => {})
  signal.addEventListener('abort', cancel, { once: true })
  try {
    const answer = await client
      .stream('POST', '/build', {
        query: {
          ...query,
          version: '2',
          session: session.id,
          remote: source.place ? 'client-session' : source.address,
          buildid: buildId,
          dockerfile: source.place ? basename(source.place.dockerfile.path) : source.dockerfile,
        },
        timeout: 0,
        signal,
      })
      .catch((error) => {
        throw refusal(error)
      })
    for await (const line of answerLines(client, answer, signal)) {
      const { id, aux, error } = message.parse(JSON.parse(line))
      if (error !== undefined) throw session.failure() ?? buildProblem(error.trim(), trace.failed?.text)
      if (id === 'moby.buildkit.trace' && typeof aux === 'string') trace.take(readStatus(Buffer.from(aux, 'base64')))
      else if (id === 'moby.image.id') image = imageId.parse(aux).ID
    }
    signal.throwIfAborted()
    return image
  } finally {
    signal.removeEventListener('abort', cancel)
    session.close()
  }
}
