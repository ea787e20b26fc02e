import { z } from 'zod'
import { commandLine } from '../../contract/shell.ts'
import type { EngineClient } from '../engine/index.ts'
import { SlipwayError } from '../errors.ts'

const answer = z.object({ Id: z.string() })

export type CommitOptions = {
  reference?: string | undefined
  author?: string | undefined
  message?: string | undefined
  pause: boolean
}

/** The docker command that makes an image of a container. */
export function commitCommand(name: string, { reference, author, message, pause }: CommitOptions): string {
  return commandLine([
    ...['docker', 'commit'],
    ...(author ? ['-a', author] : []),
    ...(message ? ['-m', message] : []),
    ...(pause ? [] : ['--pause=false']),
    name,
    ...(reference ? [reference] : []),
  ])
}

/** Makes an image of a container as it is now. @throws SlipwayError INVALID for a reference with a digest */
export async function commit(
  client: EngineClient,
  id: string,
  { reference, author, message, pause }: CommitOptions,
  command: string,
  signal?: AbortSignal,
) {
  const [repo, tag] = reference ? split(reference) : []
  const { Id } = await client.json(answer, 'POST', '/commit', {
    query: { container: id, repo, tag, author, comment: message, pause },
    body: {},
    timeout: 0,
    ...(signal && { signal }),
  })
  return { command, image: Id }
}

/** Repository and tag: a colon after the last slash begins the tag, any other belongs to a registry's port. */
function split(reference: string): [string, string | undefined] {
  if (reference.includes('@')) {
    throw new SlipwayError('INVALID', {
      what: 'An image is named by a tag here, not by a digest.',
      why: `“${reference}” has a digest, which the engine computes itself.`,
      next: 'Write a name such as `my-app:1.0`.',
    })
  }
  const colon = reference.lastIndexOf(':')
  return colon > reference.lastIndexOf('/')
    ? [reference.slice(0, colon), reference.slice(colon + 1)]
    : [reference, undefined]
}
