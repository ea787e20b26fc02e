import { join } from 'node:path'
import type { Logger } from 'pino'
import type { Schedule, SnapshotWhy } from '../../contract/index.ts'
import { backupCommand } from '../../contract/volume-commands.ts'
import type { Activity } from '../activity/index.ts'
import type { Engines } from '../engine/index.ts'
import { asSlipwayError, SlipwayError } from '../errors.ts'
import type { JobReport, Jobs } from '../jobs/index.ts'
import type { Settings } from '../settings/index.ts'
import type { Toolbox } from '../toolbox/index.ts'
import { forgetBackups, writeBackups } from './backup.ts'
import { Contents } from './contents.ts'
import type { Ground } from './ground.ts'
import { clearOut, keepEach } from './keep.ts'
import { Kept } from './kept.ts'
import { mendEngine, mendFiles } from './mend.ts'
import { Origins } from './origins.ts'
import { removeOne } from './remove.ts'
import { Schedules } from './schedules.ts'
import { Unfinished } from './unfinished.ts'

/** Restore points whose time is over go once in so long. Milliseconds. */
const CLEAR_MS = 3_600_000

type Services = {
  activity: Activity
  engines: Engines
  jobs: Jobs
  settings: Settings
  toolbox: Toolbox
  log: Logger
}

/** What is kept of volumes and what is done again and again, over restarts and crashes. */
export class Volumes {
  readonly kept: Kept
  readonly origins: Origins
  readonly #services: Services
  readonly #unfinished: Unfinished
  readonly #stop = new AbortController()
  #schedules: Schedules | undefined
  #clearing: NodeJS.Timeout | undefined
  #mending: Promise<void> = Promise.resolve()

  private constructor(services: Services, unfinished: Unfinished, kept: Kept, origins: Origins) {
    this.#services = services
    this.#unfinished = unfinished
    this.kept = kept
    this.origins = origins
  }

  /** Removes what was left half written, and mends engines as they come. */
  static async open(stateFolder: string, services: Services): Promise<Volumes> {
    const unfinished = await Unfinished.open(join(stateFolder, 'volumes', 'unfinished'))
    await mendFiles(unfinished)
    const removeTwin = async (engine: string, name: string) => {
      const client = services.engines.client(engine)
      await services.toolbox.release(client, name)
      await removeOne(client, name).catch((error) => {
        if (!(error instanceof SlipwayError && error.code === 'NOT_FOUND')) throw error
      })
    }
    const kept = await Kept.open(join(stateFolder, 'volumes', 'kept'), unfinished, removeTwin)
    const volumes = new Volumes(services, unfinished, kept, await Origins.open(stateFolder))
    volumes.#schedules = await Schedules.open(stateFolder, (one) => volumes.#runWhenReached(one))
    volumes.#mending = volumes.#mendAsTheyCome()
    const clear = () =>
      clearOut({ kept, limits: services.settings.value.restorePoints }).catch((error) =>
        services.log.warn({ err: error }, 'old restore points could not be removed'),
      )
    volumes.#clearing = setInterval(clear, CLEAR_MS).unref()
    return volumes
  }

  get schedules(): Schedules {
    if (!this.#schedules) throw new Error('it was not opened')
    return this.#schedules
  }

  /** What work on an engine’s volumes stands on. @throws SlipwayError when it is not connected */
  ground(engine: string): Ground {
    const { engines, toolbox, settings } = this.#services
    const client = engines.client(engine)
    return {
      engine,
      client,
      inventory: engines.inventory(engine),
      contents: new Contents(toolbox, client),
      unfinished: this.#unfinished,
      kept: this.kept,
      limits: settings.value.restorePoints,
    }
  }

  /** Makes restore points of volumes that are about to go; gives their ids. @throws SlipwayError when one can’t be made */
  async keep(
    engine: string,
    names: readonly string[],
    why: SnapshotWhy,
    report: JobReport,
    signal: AbortSignal,
  ): Promise<string[]> {
    return await keepEach(this.ground(engine), names, why, report, signal)
  }

  /** Begins what a schedule does. @throws SlipwayError when its engine is not connected */
  run({ id, engine, plan }: Schedule): { job: string; command: string } {
    const { jobs, activity } = this.#services
    const ground = this.ground(engine)
    const command = backupCommand(plan.volumes, plan.folder, plan.format)
    const title = `Scheduled backup of ${plan.volumes.length === 1 ? plan.volumes[0] : `${plan.volumes.length} volumes`}`
    const job = jobs.start({ engine, kind: 'backup', title, command, same: `schedule ${id}` }, (report, signal) =>
      activity.record(
        engine,
        command,
        async () => {
          try {
            const there = plan.volumes.filter((name) => ground.inventory.volumes.get(name))
            if (there.length === 0) throw nothingThere(plan.volumes)
            const result = await writeBackups(ground, { ...plan, volumes: there, schedule: id }, report, signal)
            await forgetBackups(plan.folder, id, plan.keep)
            const missing = plan.volumes.filter((name) => !there.includes(name))
            await this.schedules.done(id, missing.length > 0 ? `Not there: ${missing.join(', ')}` : undefined)
            return result
          } catch (error) {
            const { problem } = asSlipwayError(error, 'The backup was not made.')
            await this.schedules.done(id, signal.aborted ? 'It was cancelled.' : `${problem.what} ${problem.why}`)
            throw error
          }
        },
        { signal },
      ),
    )
    return { job, command }
  }

  async close(): Promise<void> {
    this.#stop.abort(new Error('closed'))
    clearInterval(this.#clearing)
    this.#schedules?.close()
    await this.#mending
  }

  async #runWhenReached(one: Schedule): Promise<boolean> {
    const { jobs, log } = this.#services
    try {
      await jobs.ended(this.run(one).job)
      return true
    } catch (error) {
      // The engine is away: it is tried again.
      if (!(error instanceof SlipwayError)) log.error({ err: error }, 'a schedule failed')
      return false
    }
  }

  #learnOrigins(engine: string): void {
    const { engines, log } = this.#services
    const { signal } = this.#stop
    this.origins.follow(engine, engines.inventory(engine), signal).catch((error) => {
      if (!signal.aborted) log.warn({ err: error }, 'whose volumes are can’t be written down')
    })
  }

  async #mendAsTheyCome(): Promise<void> {
    const { engines, log } = this.#services
    const { signal } = this.#stop
    const mended = new Set<string>()
    const followed = new Set<string>()
    try {
      for await (const { engines: list } of engines.watch(signal)) {
        for (const { id, status } of list) {
          if (status.state !== 'connected') mended.delete(id)
          else if (!mended.has(id)) {
            mended.add(id)
            if (!followed.has(id)) this.#learnOrigins(id)
            followed.add(id)
            await mendEngine(this.ground(id)).catch((error) =>
              log.warn({ err: error }, 'what was left of work on volumes could not be put right'),
            )
          }
        }
      }
    } catch (error) {
      if (!signal.aborted) log.error({ err: error }, 'the engines can’t be watched')
    }
  }
}

const nothingThere = (names: readonly string[]) =>
  new SlipwayError('NOT_FOUND', {
    what: 'There was nothing to back up.',
    why: `None of these volumes is on the engine: ${names.join(', ')}.`,
    next: 'Change the schedule, or remove it.',
  })
