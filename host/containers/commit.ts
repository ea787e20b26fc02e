import { z } from 'zod'
import type { CommitOptions } from '../../contract/container-commands.ts'
import { InvalidReference, parseReference } from '../../contract/image-reference.ts'
import type { EngineClient } from '../engine/index.ts'
import { SlipwayError } from '../errors.ts'

const answer = z.object({ Id: z.string() })

/** Makes an image of a container as it is now. @throws SlipwayError INVALID for a reference that is no name, or has a digest */
export async function commit(
  client: EngineClient,
  id: string,
  { reference, author, message, changes = [], pause }: CommitOptions,
  command: string,
  signal?: AbortSignal,
) {
  const { Id } = await client.json(answer, 'POST', '/commit', {
    query: { container: id, ...(reference && nameOf(reference)), author, comment: message, changes, pause },
    body: {},
    timeout: 0,
    ...(signal && { signal }),
  })
  return { command, image: Id }
}

/** Repository and tag, as the engine is asked for them. */
function nameOf(reference: string): { repo: string; tag: string } {
  try {
    const { name, tag = 'latest', digest } = parseReference(reference)
    if (digest === undefined) return { repo: name, tag }
  } catch (error) {
    if (!(error instanceof InvalidReference)) throw error
    throw wrong(error.message)
  }
  throw wrong(`“${reference}” has a digest, which the engine computes itself.`)
}

const wrong = (why: string) =>
  new SlipwayError('INVALID', {
    what: 'The new image can’t be named so.',
    why,
    next: 'Write a name and a tag, such as my-app:1.0.',
  })
