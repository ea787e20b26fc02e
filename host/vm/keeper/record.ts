import { availableParallelism, totalmem } from 'node:os'
import type {
  VmLive,
  VmPassage,
  VmSettings,
  VmSettingsChange,
  VmStage,
  VmState,
  VmStatus,
} from '../../../contract/index.ts'
import { Change } from '../../change.ts'
import type { JsonFile } from '../../json-file.ts'
import type { GuestHealth } from '../control.ts'
import type { DataDisk, Machine } from '../driver.ts'
import type { VmFolder } from '../folder.ts'
import { allocatedBytes } from '../ledger/host-bytes.ts'
import { transition, type VmEvent } from '../state.ts'
import { deadlineOf } from './deadlines.ts'
import { type Facts, openFacts, openSettings, type Size, sizeOf } from './facts.ts'
import type { Ground } from './ground.ts'
import { ProcessUse } from './process-use.ts'
import { RestorePoints } from './restore-points.ts'
import { passed } from './stages.ts'

const NOTES = 20

/** What is known about one VM, on disk and in memory, and the state it is in. */
export class VmRecord {
  readonly folder: VmFolder
  readonly #settings: JsonFile<VmSettings>
  readonly #facts: JsonFile<Facts>
  readonly #change = new Change()
  readonly #keeper: number | undefined
  #state: VmState
  #notes: VmStatus['notes'] = []
  #points: VmStatus['restorePoints'] = []
  #stages: VmPassage[] = []
  #takes: VmStatus['takes']
  #use: ProcessUse | undefined
  #diskUsed = 0
  #health: GuestHealth | undefined
  #live: VmLive | undefined
  /** What runs it, and what it was started with. */
  #running: { machine: Machine; size: string } | undefined
  ground: Ground | undefined

  private constructor(
    folder: VmFolder,
    settings: JsonFile<VmSettings>,
    facts: JsonFile<Facts>,
    keeper: number | undefined,
  ) {
    this.#keeper = keeper
    this.folder = folder
    this.#settings = settings
    this.#facts = facts
    const { diskMade, saved, failure } = facts.value
    if (failure) this.#state = { state: 'crashed', failure }
    else this.#state = diskMade === undefined ? { state: 'absent' } : { state: 'stopped', saved: saved !== undefined }
  }

  /** @param keeper the process that keeps the VM; undefined when it is only looked at */
  static async open(folder: VmFolder, keeper?: number): Promise<VmRecord> {
    return new VmRecord(folder, await openSettings(folder), await openFacts(folder), keeper)
  }

  get state(): VmState {
    return this.#state
  }

  get facts(): Facts {
    return this.#facts.value
  }

  get settings(): VmSettings {
    return this.#settings.value
  }

  get size(): Size {
    return sizeOf(this.#settings.value)
  }

  /** Takes what happened; gives whether it could happen in this state. */
  do(event: VmEvent): boolean {
    const next = transition(this.#state, event)
    if (next === undefined) return false
    this.#state = next
    this.#stages = passed(this.#stages, event, Date.now())
    this.#change.bump()
    return true
  }

  /** Takes what happened, and keeps the failure that it may have brought for whoever looks later. */
  async settle(event: VmEvent): Promise<void> {
    this.do(event)
    const state = this.#state
    if (state.state === 'crashed') await this.remember({ failure: state.failure })
    else if (this.facts.failure !== undefined) await this.remember({}, ['failure'])
  }

  /** Begins to wait for a stage; gives how many milliseconds it may take. */
  enter(event: 'start' | 'stage', stage: VmStage): number {
    const deadline = deadlineOf(stage, this.ground?.emulated ?? false)
    const now = Date.now()
    this.do({ event, stage, now, until: now + deadline })
    return deadline
  }

  /** Goes back to a state that it was in, as when there was nothing to take over. */
  undo(state: VmState): void {
    this.#state = state
    this.#stages = []
    this.#change.bump()
  }

  note(text: string): void {
    this.#notes = [...this.#notes.slice(1 - NOTES), { at: Date.now(), text }]
    this.#change.bump()
  }

  hear(health: GuestHealth): void {
    this.#health = health
    this.#change.bump()
  }

  /** What stands on the machine now. */
  show(live: VmLive): void {
    this.#live = live
    this.#change.bump()
  }

  /** A machine runs, or none does any more. */
  setRunning(machine: Machine | undefined): void {
    this.#running = machine && { machine, size: JSON.stringify(this.size) }
    if (machine === undefined) {
      this.#health = undefined
      this.#live = undefined
      this.#takes = undefined
      this.#use = undefined
    }
    this.#change.bump()
  }

  /** Writes down what was found out, and strikes out what is true no more. @throws the file system's error */
  async remember(found: Partial<Facts>, struckOut: readonly ('saved' | 'diskMade' | 'failure')[] = []): Promise<void> {
    const facts: Facts = { ...this.#facts.value, ...found }
    for (const key of struckOut) delete facts[key]
    await this.#facts.set(facts)
  }

  /** Takes the values that are given, keeps the others. @throws the file system's error */
  async choose({ cpus, memory, disk, shares, idleMinutes }: VmSettingsChange): Promise<void> {
    await this.#settings.set({
      ...this.#settings.value,
      ...(cpus !== undefined && { cpus }),
      ...(memory !== undefined && { memory }),
      ...(disk !== undefined && { disk }),
      ...(shares !== undefined && { shares }),
      ...(idleMinutes !== undefined && { idleMinutes }),
    })
    this.#change.bump()
  }

  /** Looks at what the data disk takes and has; a machine may be using it. */
  async look(disk: DataDisk | undefined = this.ground?.driver.disk?.(this.folder.data)): Promise<void> {
    if (disk === undefined) return
    this.#diskUsed = disk.exists() ? (await disk.info()).used : 0
    this.#points = await new RestorePoints(this.folder, disk).list()
    this.#change.bump()
  }

  /** Looks what the machine that runs takes of this computer now. */
  async measure(): Promise<void> {
    const running = this.#running
    if (running === undefined) return
    this.#use ??= new ProcessUse(running.machine.pid)
    const [takes, used] = await Promise.all([this.#use.measure(), allocatedBytes(this.folder.data)])
    if (this.#running !== running) return
    this.#takes = takes
    if (used !== undefined) this.#diskUsed = used
    this.#change.bump()
  }

  status(): VmStatus {
    const { cpus, memory, disk, shares } = this.size
    const health = this.#health
    const running = this.#running
    return {
      name: this.folder.name,
      state: this.#state,
      settings: this.settings,
      size: { cpus, memory, disk },
      shares: shares.map(({ path, readonly }) => ({ path, readonly })),
      computer: { cpus: availableParallelism(), memory: totalmem() },
      stages: this.#stages,
      restartNeeded: running !== undefined && running.size !== JSON.stringify(this.size),
      ...(running && { runBy: running.machine.described, can: canOf(running.machine) }),
      ...(this.#takes && { takes: this.#takes }),
      ...(running?.machine.sshPort !== undefined && { shell: shellCommand(this.folder, running.machine.sshPort) }),
      processes: {
        ...(this.#keeper !== undefined && { keeper: this.#keeper }),
        ...(running?.machine.pid !== undefined && { machine: running.machine.pid }),
      },
      slow: this.ground?.slow ?? [],
      ...(health && { health: healthOf(health) }),
      ...(this.#live && { live: this.#live }),
      diskUsed: this.#diskUsed,
      restorePoints: this.#points,
      address: addressOf(this.folder.engine),
      stays: this.facts.stay,
      notes: this.#notes,
    }
  }

  /** The status, now and after every change. */
  watch(signal?: AbortSignal): AsyncGenerator<VmStatus> {
    return this.#change.each(() => this.status(), signal)
  }
}

const canOf = ({ capabilities: { pause, save } }: Machine) => ({ pause, save })

function healthOf(health: GuestHealth): NonNullable<VmStatus['health']> {
  return {
    ...(health.memory_total !== undefined && { memoryTotal: health.memory_total }),
    ...(health.memory_available !== undefined && { memoryAvailable: health.memory_available }),
    ...(health.disk_total !== undefined && { diskTotal: health.disk_total }),
    ...(health.disk_free !== undefined && { diskFree: health.disk_free }),
  }
}

/** The command line that opens a shell in the guest: the host is known by its key, whatever its port. */
function shellCommand({ clientKey, knownHosts }: VmFolder, port: number): string[] {
  const options = [
    'StrictHostKeyChecking=yes',
    `UserKnownHostsFile="${knownHosts}"`,
    'HostKeyAlias=slipway',
    'LogLevel=ERROR',
  ]
  const to = ['-F', 'none', '-i', clientKey, '-p', String(port), 'root@127.0.0.1']
  return ['ssh', ...options.flatMap((option) => ['-o', option]), ...to]
}

/** As DOCKER_HOST has it. */
function addressOf(path: string): string {
  return path.startsWith('\\\\') ? `npipe://${path.replaceAll('\\', '/')}` : `unix://${path}`
}
