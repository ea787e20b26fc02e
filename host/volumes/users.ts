import type { Container } from '../../contract/index.ts'
import type { EngineClient } from '../engine/index.ts'
import { SlipwayError } from '../errors.ts'
import { readUsers } from '../inventory/index.ts'
import type { Unfinished } from './unfinished.ts'

/** What happens to running containers that have the volume while it is read. */
export type WhileInUse = 'pause' | 'leave'

type Ground = { engine: string; client: EngineClient; unfinished: Unfinished }

/** Does the work while the containers that write to these volumes are paused; they go on in any case. */
export async function whilePaused<T>(
  ground: Ground,
  volumes: readonly string[],
  inUse: WhileInUse,
  work: () => Promise<T>,
): Promise<T> {
  if (inUse === 'leave') return await work()
  // The engine is asked: what is known here may be a moment old.
  const running = (await readUsers(ground.client, volumes)).filter(({ state }) => state === 'running')
  return await whileHeld(ground, running, 'paused', 'pause', 'unpause', work)
}

/**
 * Does the work while the containers of these volumes do not run; they are started again in any case.
 * @throws SlipwayError CONFLICT when one runs and may not be stopped
 */
export async function whileStopped<T>(
  ground: Ground,
  volumes: readonly string[],
  stop: boolean,
  work: () => Promise<T>,
): Promise<T> {
  const running = (await readUsers(ground.client, volumes)).filter(
    ({ state }) => state === 'running' || state === 'paused' || state === 'restarting',
  )
  if (running.length > 0 && !stop) {
    throw new SlipwayError('CONFLICT', {
      what: 'The volume is in use.',
      why: `${running.map(({ name }) => name).join(', ')} would have its files changed under it.`,
      next: 'Stop what uses it, or say that it is to be stopped meanwhile.',
    })
  }
  return await whileHeld(ground, running, 'stopped', 'stop', 'start', work)
}

async function whileHeld<T>(
  { engine, client, unfinished }: Ground,
  containers: readonly Container[],
  kind: 'paused' | 'stopped',
  hold: 'pause' | 'stop',
  free: 'unpause' | 'start',
  work: () => Promise<T>,
): Promise<T> {
  const held: { id: string; done: () => Promise<void> }[] = []
  try {
    for (const { id } of containers) {
      const { done } = await unfinished.begin({ kind, engine, container: id })
      held.push({ id, done })
      await act(client, id, hold)
    }
    return await work()
  } finally {
    await Promise.all(
      held.map(async ({ id, done }) => {
        await act(client, id, free)
        await done()
      }),
    )
  }
}

/** One that is so already, or gone, is no fault. */
export async function act(client: EngineClient, id: string, verb: 'pause' | 'unpause' | 'stop' | 'start') {
  try {
    await client.text('POST', `/containers/${encodeURIComponent(id)}/${verb}`, { timeout: 0 })
  } catch (error) {
    if (!(error instanceof SlipwayError) || !['NOT_FOUND', 'CONFLICT'].includes(error.code)) throw error
  }
}
