import type { DataDisk } from '../driver.ts'
import { failureOf } from '../failure.ts'
import type { VmPlaces } from '../places.ts'
import { isUp } from '../state.ts'
import type { Exclusive } from './exclusive.ts'
import { findGround } from './ground.ts'
import type { VmRecord } from './record.ts'
import { notNow, unsupported } from './refusals.ts'
import { RestorePoints } from './restore-points.ts'
import { forgetSaved } from './saved.ts'

export type DiskActionsOptions = {
  record: VmRecord
  exclusive: Exclusive
  stateFolder: string
  places: VmPlaces
  /** Stops the machine in order. */
  stop(): Promise<void>
}

/** What is done to a VM’s data disk while no machine uses it. Nothing here deletes what was on it, save “forget”. */
export class DiskActions {
  readonly #options: DiskActionsOptions

  constructor(options: DiskActionsOptions) {
    this.#options = options
  }

  /** Begins anew with an empty disk. The former one becomes a restore point. Stops the machine. */
  async reset(): Promise<void> {
    const { record, exclusive, stop } = this.#options
    await stop()
    await exclusive.run(async () => {
      const { disk, points } = await this.#off('reset')
      if (!record.do({ event: 'reset' })) return
      try {
        await this.#moveAway(points, disk, 'reset')
        await record.settle({ event: 'was-reset' })
      } catch (error) {
        await record.settle({ event: 'failed', failure: failureOf(error) })
        throw error
      } finally {
        await record.look(disk)
      }
    })
  }

  /** Sets a damaged disk aside; the next start makes an empty one. Stops the machine. */
  async setAside(): Promise<void> {
    await this.#options.stop()
    await this.#change('mended', async (points, disk) => await this.#moveAway(points, disk, 'aside'))
  }

  /** Goes back to a restore point; the disk as it is now becomes one. Stops the machine. @throws SlipwayError NOT_FOUND */
  async restore(id: string): Promise<void> {
    const { record, stop } = this.#options
    await stop()
    await this.#change('brought back', async (points, disk) => {
      await points.goBack(id)
      await forgetSaved(record)
      await record.choose({ disk: (await disk.info()).size })
      await record.remember({ diskMade: Date.now() })
    })
  }

  /** Keeps the disk as it is now; the machine must be off. @throws SlipwayError CONFLICT */
  async keep(): Promise<string> {
    return await this.#change('kept', async (points) => await points.keep('asked'))
  }

  /** Forgets a restore point, which can’t be undone; the machine must be off. @throws SlipwayError NOT_FOUND, CONFLICT */
  async forget(id: string): Promise<void> {
    await this.#change('changed', async (points) => await points.forget(id))
  }

  /** Looks again at what the disk takes and has. */
  async look(): Promise<void> {
    await this.#options.record.look()
  }

  async #moveAway(points: RestorePoints, disk: DataDisk, why: 'reset' | 'aside'): Promise<void> {
    const { record } = this.#options
    if (disk.exists()) await points.setAside(why)
    await forgetSaved(record)
    await record.remember({ clean: true }, ['diskMade'])
  }

  async #change<T>(what: string, work: (points: RestorePoints, disk: DataDisk) => Promise<T>): Promise<T> {
    const { record, exclusive } = this.#options
    return await exclusive.run(async () => {
      const { points, disk } = await this.#off(what)
      const done = await work(points, disk)
      await record.settle({ event: 'cleared' })
      await record.look(disk)
      return done
    })
  }

  /** The disk, once it is certain that no machine uses it. */
  async #off(what: string): Promise<{ disk: DataDisk; points: RestorePoints }> {
    const { record, places, stateFolder } = this.#options
    if (isUp(record.state)) throw notNow(what, record.state, 'Stop it first: `slipway vm stop`')
    record.ground ??= await findGround({
      places,
      stateFolder,
      checked: record.facts.checked,
      enter: () => {},
      keepChecked: (checked) => record.remember({ checked }),
      signal: new AbortController().signal,
    })
    const disk = record.ground.driver.disk?.(record.folder.data)
    if (disk === undefined) throw unsupported('keep restore points', 'Back up its volumes instead.')
    return { disk, points: new RestorePoints(record.folder, disk) }
  }
}
