import type { VolumeDraft } from '../../contract/index.ts'
import { create } from './create.ts'
import type { Ground } from './ground.ts'
import { readVolume } from './inspect.ts'
import { removeOne } from './remove.ts'

/**
 * Creates a volume and fills it; one that was not filled to its end is gone again, be it after the next start.
 * @throws SlipwayError CONFLICT when there is one of that name, what the filling throws
 */
export async function makeFilled(
  { engine, client, contents, unfinished }: Ground,
  draft: VolumeDraft & { name: string },
  fill: () => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const { name } = draft
  const entry = { kind: 'volume' as const, engine, name, started: Date.now() }
  const { say, done } = await unfinished.begin(entry)
  let made = false
  try {
    await create(client, draft, signal)
    made = true
    const { CreatedAt } = await readVolume(client, name)
    if (CreatedAt !== undefined) await say({ ...entry, created: CreatedAt })
    await fill()
  } catch (error) {
    if (made) {
      await contents.release(name)
      await removeOne(client, name)
    }
    throw error
  } finally {
    await done()
  }
}
