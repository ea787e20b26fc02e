import { z } from 'zod'
import type { VolumeDraft } from '../../contract/index.ts'
import type { EngineClient } from '../engine/index.ts'
import { SlipwayError } from '../errors.ts'
import { readVolume } from './inspect.ts'

const created = z.object({ Name: z.string() })

/**
 * Creates a volume and gives its name.
 * @throws SlipwayError CONFLICT when one of that name is there: the engine would answer with that one and change nothing
 */
export async function create(client: EngineClient, draft: VolumeDraft, signal?: AbortSignal): Promise<string> {
  const { name, driver, options, labels } = draft
  if (name && (await isThere(client, name, signal))) {
    throw new SlipwayError('CONFLICT', {
      what: `The volume “${name}” could not be created.`,
      why: 'A volume of this name is there already.',
      next: 'Choose another name, or use the one that is there.',
    })
  }
  const { Name } = await client.json(created, 'POST', '/volumes/create', {
    // As the docker command has it: an empty list would be shown as one.
    body: {
      ...(name && { Name: name }),
      Driver: driver,
      ...(Object.keys(options).length > 0 && { DriverOpts: options }),
      ...(Object.keys(labels).length > 0 && { Labels: labels }),
    },
    timeout: 0,
    ...(signal && { signal }),
  })
  return Name
}

/** Whether there is a volume of that name. */
export async function isThere(client: EngineClient, name: string, signal?: AbortSignal): Promise<boolean> {
  try {
    await readVolume(client, name, signal)
    return true
  } catch (error) {
    if (error instanceof SlipwayError && error.code === 'NOT_FOUND') return false
    throw error
  }
}
