import { randomBytes } from 'node:crypto'
import { SlipwayError } from '../errors.ts'
import { OWN_LABEL, OWN_VOLUME } from '../own-label.ts'
import type { VolumeFacts } from './archive/manifest.ts'
import type { Ground } from './ground.ts'
import { readVolume } from './inspect.ts'
import { makeFilled } from './make-filled.ts'
import { removeOne } from './remove.ts'

class CanNotShare extends Error {}

/**
 * Copies of volumes on the engine itself, by volumes of Slipway’s own, whose blocks are the same until one of both is
 * changed. They belong to a snapshot: until that is written down, they go when the host dies.
 */
export class Twins {
  readonly #ground: Ground
  readonly #made: { name: string; done: () => Promise<void> }[] = []

  constructor(ground: Ground) {
    this.#ground = ground
  }

  /** Makes one; nothing where the engine’s file system can’t share. @throws SlipwayError, the signal’s reason */
  async make({ name: from }: VolumeFacts, signal: AbortSignal): Promise<{ name: string; bytes: number } | undefined> {
    const { engine, client, contents, unfinished } = this.#ground
    const name = `${OWN_VOLUME}${randomBytes(6).toString('hex')}`
    const entry = { kind: 'volume' as const, engine, name, started: Date.now() }
    const { say, done } = await unfinished.begin(entry)
    let bytes: number | undefined
    try {
      const draft = { name, driver: 'local', options: {}, labels: { [OWN_LABEL]: 'checkpoint' } }
      const fill = async () => {
        bytes = await contents.share(from, name, signal)
        if (bytes === undefined) throw new CanNotShare()
      }
      await makeFilled(this.#ground, draft, fill, signal)
    } catch (error) {
      await done()
      if (error instanceof CanNotShare) return undefined
      throw error
    }
    const { CreatedAt } = await readVolume(client, name)
    if (CreatedAt !== undefined) await say({ ...entry, created: CreatedAt })
    this.#made.push({ name, done })
    return { name, bytes: bytes ?? 0 }
  }

  /** The snapshot is written down: they are its own. */
  async settle(): Promise<void> {
    for (const { done } of this.#made) await done()
  }

  /** There will be no snapshot. */
  async drop(): Promise<void> {
    for (const { name, done } of this.#made) {
      await this.#ground.contents.release(name)
      await removeOne(this.#ground.client, name)
      await done()
    }
  }
}

/** @throws SlipwayError when the volume that has what was kept is gone from the engine */
export async function checkTwin({ client }: Ground, twin: string, of: string, signal: AbortSignal): Promise<void> {
  try {
    await readVolume(client, twin, signal)
  } catch (error) {
    if (!(error instanceof SlipwayError && error.code === 'NOT_FOUND')) throw error
    throw new SlipwayError('NOT_FOUND', {
      what: `What was kept of “${of}” is gone.`,
      why: 'It was on the engine itself, and was removed there, as “docker volume prune --all” does.',
      next: 'Choose another checkpoint, or a backup. Nothing was changed.',
    })
  }
}
