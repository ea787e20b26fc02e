import type { Logger } from 'pino'
import type { VmFailure, VmMountReport, VmSettingsChange, VmState, VmStatus } from '../../../contract/index.ts'
import { SlipwayError } from '../../errors.ts'
import type { Attach } from '../attachment.ts'
import { Door } from '../connection/door.ts'
import type { Ending } from '../driver.ts'
import { failureOf, VmError } from '../failure.ts'
import { makeVmFolder, type VmFolder } from '../folder.ts'
import { type Account, reclaim } from '../ledger/index.ts'
import type { VmPlaces } from '../places.ts'
import { isAsleep, isUp } from '../state.ts'
import { Boot } from './boot.ts'
import { freeBytes } from './data-disk.ts'
import { DiskActions } from './disk-actions.ts'
import { Exclusive } from './exclusive.ts'
import { Idleness } from './idleness.ts'
import { VmRecord } from './record.ts'
import { endedBySomething, notNow, tooLate, unsupported } from './refusals.ts'
import { Restarts } from './restarts.ts'
import { forgetSaved, savedForOf } from './saved.ts'
import type { Session } from './session.ts'
import { keepLogsShort } from './short-logs.ts'

export type KeeperOptions = {
  folder: VmFolder
  stateFolder: string
  places: VmPlaces
  attach: readonly Attach[]
  log: Logger
}

/** What a start may be told. */
export type StartOptions = {
  /** It stays until it is stopped, rather than as long as somebody holds it. */
  stay: boolean
  /** Lets the guest mend a broken disk as it can. */
  repair?: boolean
  /** Does not use a saved state. */
  cold?: boolean
}

const STOP_SECONDS = 60
/** Failures that may well be over at the next try, as on a computer with too much to do. */
const PASSING: readonly VmFailure['code'][] = ['late', 'engine', 'ended', 'hypervisor', 'in-use']
const TEND_MS = 5_000
/** A tick that comes so much later than it should means that the computer slept. */
const SLEPT_MS = 15_000
const ENOUGH_FREE = 512 * 1024 ** 2

/** Keeps one VM: the only one that starts and stops it, and that changes what is in its folder. It holds the lock. */
export class Keeper {
  readonly #options: KeeperOptions
  readonly #record: VmRecord
  readonly #restarts = new Restarts()
  readonly #exclusive = new Exclusive()
  readonly #idleness = new Idleness()
  readonly #door: Door
  /** What is done to the disk while no machine uses it. */
  readonly disk: DiskActions
  readonly #tending: NodeJS.Timeout
  #boot: Boot | undefined
  #session: Session | undefined
  #deadline: NodeJS.Timeout | undefined
  #ticked = Date.now()
  /** Whether somebody looks at it: then it does not sleep. */
  attended: () => boolean = () => false

  private constructor(options: KeeperOptions, record: VmRecord) {
    this.#options = options
    this.#record = record
    const { engine: path, own } = options.folder
    this.#door = new Door({ path, own, wake: () => this.#wake() })
    this.disk = new DiskActions({ ...options, record, exclusive: this.#exclusive, stop: () => this.stop() })
    this.#tending = setInterval(() => void this.#tend().catch((error) => this.#report(error)), TEND_MS)
  }

  /** Opens the VM’s folder. Begins to take over a machine that a killed keeper left running, if there is one. */
  static async open(options: KeeperOptions): Promise<Keeper> {
    makeVmFolder(options.folder)
    const record = await VmRecord.open(options.folder, process.pid)
    const keeper = new Keeper(options, record)
    if (!record.facts.clean) keeper.#exclusive.run(() => keeper.#takeOver()).catch((error) => keeper.#report(error))
    return keeper
  }

  get state(): VmState {
    return this.#record.state
  }

  get stays(): boolean {
    return this.#record.facts.stay
  }

  status(): VmStatus {
    return this.#record.status()
  }

  /** The status, now and after every change. */
  watch(signal?: AbortSignal): AsyncGenerator<VmStatus> {
    return this.#record.watch(signal)
  }

  /**
   * Starts the VM, making it first when there is none; resolves when its engine answers. One that runs stays as it is.
   * @throws VmError with the culprit
   */
  async start(options: StartOptions): Promise<void> {
    await this.#exclusive.run(async () => {
      if (options.stay || !isUp(this.state)) await this.#record.remember({ stay: options.stay })
      if (this.state.state === 'paused' || (isAsleep(this.state) && this.#session)) return await this.#goOn()
      if (!isUp(this.state)) await this.#start(options)
    })
  }

  /** Stops it: containers end within their grace (seconds), then all the rest. One that is stopped stays so. */
  async stop(seconds = STOP_SECONDS): Promise<void> {
    this.#boot?.giveUp(new Error('stopped'))
    await this.#exclusive.run(async () => {
      if (this.state.state === 'crashed') await this.#record.settle({ event: 'cleared' })
      const session = this.#session
      if (session === undefined) {
        // Its state is saved, and nobody is let in any more.
        if (isAsleep(this.state)) this.#record.do({ event: 'stop' })
        return await this.#door.close()
      }
      this.#record.do({ event: 'stop' })
      await session.stop(seconds)
      await this.#door.close()
      await this.#over(session.clean)
      await this.#record.settle({ event: 'ended', failure: endedBySomething('It was stopped.').failure })
    })
  }

  async pause(): Promise<void> {
    await this.#exclusive.run(async () => {
      const session = this.#running('paused')
      await session.pause()
      this.#record.do({ event: 'pause', why: 'asked' })
    })
  }

  async resume(): Promise<void> {
    await this.#exclusive.run(async () => {
      if (isAsleep(this.state)) return await this.#wakeNow()
      if (this.state.state !== 'paused') throw notNow('resumed', this.state, 'Only one that is paused can be resumed.')
      await this.#goOn()
    })
  }

  /** Saves the machine as it is, and ends it; its next start goes on from there. @throws SlipwayError UNSUPPORTED */
  async save(): Promise<void> {
    await this.#exclusive.run(async () => {
      if (this.state.state === 'paused') await this.#goOn()
      const session = this.#running('saved')
      if (!session.machine.capabilities.save) throw unsupported('save its state', 'Stop it instead: `slipway vm stop`')
      await this.#save(session)
      this.#record.do({ event: 'saved' })
      await this.#door.close()
    })
  }

  /** Takes new settings; a machine that runs gets them at its next start. @throws SlipwayError INVALID */
  async change(settings: VmSettingsChange): Promise<void> {
    const { disk } = settings
    if (disk !== undefined && disk < this.#record.settings.disk && this.state.state !== 'absent') {
      throw new SlipwayError('INVALID', {
        what: 'The data disk can’t be made smaller.',
        why: 'What is on it may lie anywhere on it.',
        next: 'It takes only what is used on this computer. To begin with a smaller one, reset the virtual machine.',
      })
    }
    await this.#record.choose(settings)
  }

  /** Tries how a folder of this computer does as a container’s mount. @throws SlipwayError when it is none, or the VM does not run */
  async tryMount(path: string): Promise<VmMountReport | undefined> {
    return await this.#running('asked').tryMount(path)
  }

  /**
   * Gives the memory and the disk that the guest does not need back to this computer, and how many bytes that were.
   * @throws SlipwayError CONFLICT when it does not run
   */
  async trim(): Promise<number> {
    const { guest, machine } = this.#running('trimmed')
    const { before, after } = await reclaim({
      pid: machine.pid,
      disk: this.#options.folder.data,
      ask: (command, deadline) => guest.ask({ do: command }, deadline),
      health: () => guest.health,
    })
    await this.#record.look()
    const gained = ({ host: was = 0 }: Account, { host: is = 0 }: Account) => Math.max(0, was - is)
    return gained(before.memory, after.memory) + gained(before.disk, after.disk)
  }

  /** Looks again at what the data disk takes and has. */
  async look(): Promise<void> {
    await this.#record.look()
  }

  /** Stops the VM and lets go of all. */
  async close(): Promise<void> {
    await this.stop().catch((error) => this.#report(error))
    clearInterval(this.#tending)
    clearTimeout(this.#deadline)
  }

  /** Ends with the machine's state in a file. @throws the reason; the machine goes on then */
  async #save(session: Session): Promise<void> {
    const { ground } = this.#record
    if (ground === undefined) throw notNow('saved', this.state, 'Start it first: `slipway vm start`')
    this.#record.do({ event: 'save' })
    try {
      await session.save((done, total) => this.#record.do({ event: 'saving', done, total }))
    } catch (error) {
      await session.freshen().catch((later) => this.#report(later))
      this.#record.do({ event: 'not-saved', now: Date.now() })
      throw error
    }
    await session.close()
    await this.#record.remember({ saved: savedForOf(this.#record, ground) })
    await this.#over(true)
  }

  /** Lets it sleep when nobody has needed it for as long as the settings say. */
  async #maySleep(session: Session): Promise<void> {
    const busy = this.#door.connections > 0 || this.attended() || (await session.busy())
    const minutes = this.#record.settings.idleMinutes
    if (!this.#idleness.may({ minutes, busy, now: Date.now() })) return
    await this.#exclusive.run(async () => {
      this.#idleness.forget()
      const { save, pause } = session.machine.capabilities
      if (this.#session !== session || this.state.state !== 'running' || this.#door.connections > 0) return
      if (save) await this.#save(session)
      else if (pause) {
        await this.#door.leave()
        await session.pause()
      } else return
      this.#record.do({ event: 'sleep', saved: save, now: Date.now() })
    })
  }

  /** Somebody wants its engine. @throws VmError when it can’t go on */
  async #wake(): Promise<void> {
    await this.#exclusive.run(async () => {
      if (isAsleep(this.state)) await this.#wakeNow()
    })
  }

  async #wakeNow(): Promise<void> {
    if (this.#session) await this.#goOn()
    else await this.#start({})
  }

  async #start({ repair = false, cold = false }: Pick<StartOptions, 'repair' | 'cold'>): Promise<void> {
    try {
      this.#begin(await this.#newBoot(repair, cold).start())
      await this.#record.settle({ event: 'ready', now: Date.now() })
    } catch (error) {
      this.#boot = undefined
      this.#record.setRunning(undefined)
      if (!(error instanceof VmError)) {
        // It was stopped meanwhile.
        this.#record.do({ event: 'stop' })
        await this.#record.settle({ event: 'ended', failure: failureOf(error) })
        return
      }
      this.#report(error)
      await this.#record.settle({ event: 'failed', failure: error.failure })
      if (error.failure.code !== 'saved-unusable') {
        await this.#door.close()
        throw error
      }
      await forgetSaved(this.#record)
      this.#record.note(`It could not go on from its saved state, so it starts anew. ${error.failure.problem.why}`)
      return await this.#start({ repair, cold: true })
    } finally {
      await this.#look()
    }
  }

  /** Starts it again after it ended by itself; what may be better a moment later is tried again. */
  async #startAgain(): Promise<void> {
    while (this.#restarts.allow()) {
      try {
        return await this.#start({})
      } catch (error) {
        if (!(error instanceof VmError) || !PASSING.includes(error.failure.code)) return
      }
    }
  }

  async #takeOver(): Promise<void> {
    const before = this.state
    try {
      const session = await this.#newBoot(false, false).adopt()
      if (session === undefined) this.#record.undo(before)
      else {
        this.#begin(session)
        await this.#record.settle({ event: 'ready', now: Date.now() })
        this.#record.note('It ran on without Slipway, and was taken over.')
      }
    } catch (error) {
      this.#report(error)
      this.#record.setRunning(undefined)
      this.#record.undo(before)
    } finally {
      this.#boot = undefined
      await this.#look()
    }
  }

  #newBoot(repair: boolean, cold: boolean): Boot {
    const { stateFolder, places, attach } = this.#options
    const onEngine = (answers: boolean) => this.#engine(answers)
    const door = this.#door
    this.#boot = new Boot({ record: this.#record, stateFolder, places, attach, door, repair, cold, onEngine })
    return this.#boot
  }

  /** The machine runs: from here on it is watched. */
  #begin(session: Session): void {
    this.#boot = undefined
    this.#session = session
    session.machine.ended.then((ending) => this.#ended(session, ending)).catch((error) => this.#report(error))
    session.machine.onRunning((running) => {
      if (running !== 'disk-full' || this.#session !== session) return
      this.#record.note(
        'This computer’s disk is full, so the virtual machine stands still until there is room. Nothing is lost.',
      )
      this.#record.do({ event: 'pause', why: 'disk-full' })
    })
  }

  /** After the start: the guest’s supervisor starts the engine again; it is given time for that. */
  #engine(answers: boolean): void {
    clearTimeout(this.#deadline)
    if (answers) this.#record.do({ event: 'ready', now: Date.now() })
    if (answers || this.state.state !== 'running') return
    const deadline = this.#record.enter('stage', 'engine')
    this.#deadline = setTimeout(() => {
      const late = tooLate('engine', deadline, this.#session?.engineTrouble ?? '')
      this.#exclusive
        .run(async () => {
          const session = this.#session
          if (session === undefined || this.state.state !== 'starting') return
          this.#session = undefined
          await session.stop(STOP_SECONDS)
          await this.#door.close()
          await this.#over(session.clean)
          await this.#record.settle({ event: 'failed', failure: late.failure })
        })
        .catch((error) => this.#report(error))
    }, deadline)
  }

  /** The machine has ended, and if nobody wanted that, it is started again. */
  async #ended(session: Session, { code, signal, complaint }: Ending): Promise<void> {
    await this.#exclusive.run(async () => {
      if (this.#session !== session) return
      const wasRunning = this.state.state === 'running' || this.state.state === 'starting'
      await session.close()
      await this.#over(session.clean)
      const last = complaint.split('\n').at(-1) ?? ''
      const how = session.clean
        ? 'It was shut down from within.'
        : `QEMU ended (${signal ?? code ?? 'unknown'}). ${last}`.trim()
      await this.#record.settle({ event: 'ended', failure: endedBySomething(how).failure })
      if (!wasRunning || session.clean) return await this.#door.close()
      this.#record.note(`It ended by itself, and was started again. ${how}`)
      await this.#startAgain()
    })
  }

  /** A disk that can’t be looked at is what a start complains about. */
  async #look(): Promise<void> {
    await this.#record.look().catch((error) => this.#report(error))
  }

  /** There is no machine any more. */
  async #over(clean: boolean): Promise<void> {
    clearTimeout(this.#deadline)
    this.#session = undefined
    this.#record.setRunning(undefined)
    await this.#record.remember({ clean })
    await this.#look()
  }

  async #goOn(): Promise<void> {
    await this.#session?.resume()
    this.#idleness.forget()
    this.#record.do({ event: 'resume', now: Date.now(), until: Date.now() + TEND_MS })
  }

  #running(what: string): Session {
    if (this.state.state === 'running' && this.#session) return this.#session
    throw notNow(what, this.state, 'Start it first: `slipway vm start`')
  }

  /** What has to be looked at from time to time. */
  async #tend(): Promise<void> {
    const slept = Date.now() - this.#ticked > SLEPT_MS
    this.#ticked = Date.now()
    const session = this.#session
    if (session === undefined) return
    await keepLogsShort(this.#options.folder)
    await this.#record.measure()
    if (slept && this.state.state === 'running') await session.freshen()
    if (this.state.state === 'running') await this.#maySleep(session)
    if (this.state.state !== 'paused' || this.state.why !== 'disk-full') return
    if ((await freeBytes(this.#options.folder.path)) > ENOUGH_FREE) await this.#exclusive.run(() => this.#goOn())
  }

  #report(error: unknown): void {
    this.#options.log.warn({ err: error }, 'the virtual machine')
  }
}
