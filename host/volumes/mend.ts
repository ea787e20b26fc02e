import { rm } from 'node:fs/promises'
import { SlipwayError } from '../errors.ts'
import { readUsers } from '../inventory/index.ts'
import { pause } from '../pause.ts'
import type { Ground } from './ground.ts'
import { readVolume } from './inspect.ts'
import { rollBack } from './put-back.ts'
import { removeOne } from './remove.ts'
import type { Entry, Unfinished } from './unfinished.ts'
import { act } from './users.ts'

/** Removes the files that hosts left half written. */
export async function mendFiles(unfinished: Unfinished): Promise<void> {
  for (const { entry, done } of await unfinished.left()) {
    if (entry.kind !== 'file') continue
    await rm(entry.path, { recursive: true, force: true })
    await done()
  }
}

/**
 * Puts right on an engine what hosts left there when they were killed: the volumes first, then who uses them.
 * @throws AggregateError of those that can’t be put right now: the next start tries again
 */
export async function mendEngine(ground: Ground): Promise<void> {
  const left = (await ground.unfinished.left()).filter(
    ({ entry }) => entry.kind !== 'file' && entry.engine === ground.engine,
  )
  const inOrder = left.sort((a, b) => rank(a.entry) - rank(b.entry))
  const failed: unknown[] = []
  for (const { entry, done } of inOrder) {
    try {
      await mendOne(ground, entry)
      await done()
    } catch (error) {
      failed.push(error)
    }
  }
  if (failed.length > 0) throw new AggregateError(failed)
}

const rank = ({ kind }: Entry) => (kind === 'paused' || kind === 'stopped' ? 1 : 0)

async function mendOne(ground: Ground, entry: Entry): Promise<void> {
  const { client, kept } = ground
  switch (entry.kind) {
    case 'volume':
      return await removeHalf(ground, entry)
    case 'writing':
      return await rollBack(ground, entry.name, kept.find(entry.before), QUIET)
    case 'paused':
      return await act(client, entry.container, 'unpause')
    case 'stopped':
      // The stop may still be under way: started before its end, it would end again.
      await act(client, entry.container, 'stop')
      return await act(client, entry.container, 'start')
    case 'file':
  }
}

/** An engine lets go of a volume some time after its last container went: a busy one takes long. Milliseconds. */
const RELEASE_MS = 60_000
const QUIET = { doing: () => {}, step: () => {} }

/** Removes a volume that was not filled to its end, unless it is another one that got the name meanwhile. */
async function removeHalf(
  { client, engine, kept }: Ground,
  { name, started, created }: Extract<Entry, { kind: 'volume' }>,
) {
  // The snapshot that it is for was written down in time.
  if (kept.hasTwin(engine, name)) return
  try {
    const { CreatedAt = '' } = await readVolume(client, name)
    // Killed before it was told when it was made: the engine's clock may be a little behind.
    const same = created === undefined ? Math.abs(Date.parse(CreatedAt) - started) < 10_000 : CreatedAt === created
    if (same) await removeReleased(client, name)
  } catch (error) {
    if (!(error instanceof SlipwayError && error.code === 'NOT_FOUND')) throw error
  }
}

/**
 * Removes it, unless somebody uses it meanwhile; what held it for a host that is gone may still be on its way out of
 * the engine.
 * @throws SlipwayError
 */
async function removeReleased(client: Ground['client'], name: string): Promise<void> {
  const late = performance.now() + RELEASE_MS
  while (true) {
    try {
      return await removeOne(client, name)
    } catch (error) {
      if (!(error instanceof SlipwayError && error.code === 'CONFLICT') || performance.now() > late) throw error
      if ((await readUsers(client, [name])).length > 0) return
      await pause(250)
    }
  }
}
