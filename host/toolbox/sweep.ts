import { z } from 'zod'
import type { EngineClient } from '../engine/index.ts'
import { isOwnContainer, OWN_LABEL } from '../own-label.ts'
import { isGone, OWNER_LABEL } from './owner.ts'
import { removeContainer } from './room.ts'

const containers = z.array(
  z.object({
    Id: z.string(),
    Names: z.array(z.string()).nullish(),
    Labels: z.record(z.string(), z.string()).nullish(),
    State: z.string(),
    Created: z.number(),
  }),
)

/** One that is not running that long after it was made will not be started any more. Seconds. */
const ABANDONED_S = 600

/** Removes what a host that was killed left on the engine; what belongs to one that lives stays. Gives how many. */
export async function sweep(client: EngineClient, signal?: AbortSignal): Promise<number> {
  const found = await client.json(containers, 'GET', '/containers/json', {
    query: { all: true, filters: JSON.stringify({ label: [OWN_LABEL] }) },
    ...(signal && { signal }),
  })
  const left = found.filter((one) => {
    if (!isOwnContainer(one)) return false
    const abandoned = one.State !== 'running' && Date.now() / 1000 - one.Created > ABANDONED_S
    return isGone(one.Labels?.[OWNER_LABEL]) ?? abandoned
  })
  await Promise.all(left.map(({ Id }) => removeContainer(client, Id)))
  return left.length
}
