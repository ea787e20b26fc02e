import { parseReference } from '../../contract/image-reference.ts'
import { commandLine } from '../../contract/shell.ts'
import type { EngineClient } from '../engine/index.ts'
import { SlipwayError } from '../errors.ts'
import { checked } from './pull.ts'

export type TagOptions = {
  /** An image by a name or its id. */
  source: string
  /** The further name it gets. */
  target: string
}

/** The docker command that gives an image a further name. */
export const tagCommand = ({ source, target }: TagOptions): string => commandLine(['docker', 'tag', source, target])

/** Gives an image a further name; one that has the name loses it. @throws SlipwayError */
export async function tag(client: EngineClient, { source, target }: TagOptions): Promise<void> {
  const what = `“${target}” can’t be a tag.`
  const { name, tag: word = 'latest', digest } = checked(what, () => parseReference(target))
  if (digest !== undefined) {
    throw new SlipwayError('INVALID', {
      what,
      why: 'A digest is reckoned from what is in the image; it can’t be given.',
      next: 'Leave out what begins with “@”.',
    })
  }
  await client.text('POST', `/images/${encodeURIComponent(source)}/tag`, { query: { repo: name, tag: word } })
}
