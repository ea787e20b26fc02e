import type { EngineClient } from '../../engine/index.ts'
import { SlipwayError } from '../../errors.ts'
import { formLike, type Likeness } from './form-like.ts'
import { engineDefaults, inspectedContainer, inspectedImage } from './inspected.ts'

/** A form that makes a container like this one. @throws SlipwayError NOT_FOUND */
export async function like(client: EngineClient, id: string): Promise<Likeness> {
  const container = await client.json(inspectedContainer, 'GET', `/containers/${encodeURIComponent(id)}/json`)
  const [defaults, image] = await Promise.all([
    client.json(engineDefaults, 'GET', '/info'),
    imageOf(client, container.Image),
  ])
  const likeness = formLike(container, image?.Config ?? {}, defaults)
  if (image) return likeness
  return { ...likeness, unsaid: [...likeness.unsaid, 'Its image is gone: what came from the image is written out.'] }
}

async function imageOf(client: EngineClient, id: string) {
  try {
    return await client.json(inspectedImage, 'GET', `/images/${encodeURIComponent(id)}/json`)
  } catch (error) {
    if (error instanceof SlipwayError && error.code === 'NOT_FOUND') return undefined
    throw error
  }
}
