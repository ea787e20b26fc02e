import type { VmStage } from '../../../contract/index.ts'
import type { Attach } from '../attachment.ts'
import type { Door } from '../connection/door.ts'
import type { Machine } from '../driver.ts'
import { failureOf, VmError } from '../failure.ts'
import type { VmPlaces } from '../places.ts'
import { prepareDisk } from './data-disk.ts'
import { fits } from './facts.ts'
import { findGround, type Ground } from './ground.ts'
import { ensureKeys } from './keys.ts'
import type { VmRecord } from './record.ts'
import { tooLate } from './refusals.ts'
import { forgetSaved, savedForOf } from './saved.ts'
import { Session } from './session.ts'

export type BootOptions = {
  record: VmRecord
  stateFolder: string
  places: VmPlaces
  attach: readonly Attach[]
  door: Door
  /** Lets the guest mend a broken disk as it can. */
  repair?: boolean
  /** Does not use a saved state. */
  cold?: boolean
  /** After the start: the engine no longer answers, and answers again. */
  onEngine(answers: boolean): void
}

/** One start of a VM, stage by stage, each with its deadline. Can be given up at any moment. */
export class Boot {
  readonly #options: BootOptions
  readonly #stop = new AbortController()
  #timer: NodeJS.Timeout | undefined
  #session: Session | undefined

  constructor(options: BootOptions) {
    this.#options = options
  }

  /** Gives the start up; what was started is ended. */
  giveUp(why: Error): void {
    this.#stop.abort(why)
  }

  /**
   * Starts the machine; resolves when its engine answers.
   * @throws VmError with the culprit, or what it was given up with
   */
  async start(): Promise<Session> {
    const { record, cold = false } = this.#options
    return await this.#inTime(async (signal) => {
      if (record.state.state === 'absent') {
        record.do({ event: 'create', doing: 'Making its keys' })
        await ensureKeys(record.folder)
        record.do({ event: 'created' })
      }
      await ensureKeys(record.folder)
      const ground = await this.#ground(signal)
      const savedFor = savedForOf(record, ground)
      const resume = !cold && fits(record.facts.saved, savedFor)
      this.#enter('disk')
      // A saved machine’s disk stays as it is until that machine has gone on.
      if (!resume) await this.#disk(ground)
      signal.throwIfAborted()
      await record.remember({ clean: false }, ['saved'])
      this.#enter(resume ? 'resume' : 'machine')
      const session = this.#begin(await ground.driver.start(this.#spec(ground, resume), signal), ground)
      if (resume) await session.wake(signal)
      else {
        this.#enter('kernel')
        await session.start(signal)
      }
      await record.remember({ recipe: ground.image.recipe })
      return session
    })
  }

  /** Takes over a machine that runs without a keeper; undefined when there is none. @throws as `start` */
  async adopt(): Promise<Session | undefined> {
    return await this.#inTime(async (signal) => {
      const ground = await this.#ground(signal)
      this.#enter('machine')
      const machine = await ground.driver.adopt(this.#spec(ground, false), signal)
      if (machine === undefined) return undefined
      const session = this.#begin(machine, ground)
      if ((await machine.running()) === 'paused') await machine.resume()
      await session.takeOver(signal)
      return session
    })
  }

  async #inTime<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { signal } = this.#stop
    try {
      return await work(signal)
    } catch (error) {
      await this.#session?.kill()
      const cause: unknown = signal.aborted ? signal.reason : error
      if (signal.aborted && !(cause instanceof VmError)) throw cause
      const { code, problem, mends } = failureOf(cause)
      throw new VmError(code, problem, mends, { cause })
    } finally {
      clearTimeout(this.#timer)
    }
  }

  #enter(stage: VmStage, event: 'start' | 'stage' = 'stage'): void {
    clearTimeout(this.#timer)
    const deadline = this.#options.record.enter(event, stage)
    this.#timer = setTimeout(() => {
      this.#stop.abort(tooLate(stage, deadline, this.#session?.engineTrouble ?? ''))
    }, deadline)
  }

  async #ground(signal: AbortSignal): Promise<Ground> {
    const { record, places, stateFolder } = this.#options
    const ground = await findGround({
      places,
      stateFolder,
      checked: record.facts.checked,
      enter: (stage) => this.#enter(stage, stage === 'image' ? 'start' : 'stage'),
      tell: (doing) => record.do({ event: 'doing', doing }),
      keepChecked: (checked) => record.remember({ checked }),
      signal,
    })
    record.ground = ground
    return ground
  }

  async #disk({ driver, image }: Ground): Promise<void> {
    const { record } = this.#options
    const disk = driver.disk?.(record.folder.data)
    await forgetSaved(record)
    if (disk) await prepareDisk({ record, disk, recipe: image.recipe })
    // One that the driver keeps itself is made by it.
    else await record.remember({ diskMade: record.facts.diskMade ?? Date.now() })
  }

  #spec({ image }: Ground, resume: boolean) {
    const { record } = this.#options
    const { cpus, memory, shares } = record.size
    return { folder: record.folder, image, cpus, memory, shares, resume }
  }

  #begin(machine: Machine, ground: Ground): Session {
    const { record, attach, door, repair = false, onEngine } = this.#options
    record.ground = ground
    record.setRunning(machine)
    this.#session = new Session({
      folder: record.folder,
      settings: record.settings,
      machine,
      attach,
      door,
      repair,
      onStage: (stage) => this.#enter(stage),
      onEngine,
      onHealth: (health) => record.hear(health),
      onNote: (text) => record.note(text),
      onLive: (live) => record.show(live),
      shares: record.size.shares,
    })
    return this.#session
  }
}
