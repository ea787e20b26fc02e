import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import type { BackupPlan, Schedule } from '../../contract/index.ts'
import { backupPlan } from '../../contract/volume-backups.ts'
import { Change } from '../change.ts'
import { SlipwayError } from '../errors.ts'
import { JsonFile } from '../json-file.ts'
import { nextAfter } from './due.ts'

const kept = z.object({
  id: z.uuid(),
  engine: z.string(),
  plan: backupPlan,
  since: z.number(),
  last: z.object({ at: z.number(), problem: z.string().optional() }).optional(),
})
type KeptSchedule = z.infer<typeof kept>
const file = z.object({ schedules: z.array(kept).default([]) })

/** The longest a timer waits: the clock may be set, and a computer may sleep. Milliseconds. */
const LOOK_MS = 30_000

/** Backups that are made again and again; one that was missed is made when it can be. */
export class Schedules {
  readonly #file: JsonFile<z.infer<typeof file>>
  readonly #change = new Change()
  readonly #timer: NodeJS.Timeout
  readonly #running = new Set<string>()

  /** @param run does it; false when it can’t be done now and is to be tried again */
  private constructor(known: JsonFile<z.infer<typeof file>>, run: (one: Schedule) => Promise<boolean>) {
    this.#file = known
    this.#timer = setInterval(() => this.look(run), LOOK_MS).unref()
  }

  static async open(stateFolder: string, run: (one: Schedule) => Promise<boolean>): Promise<Schedules> {
    return new Schedules(await JsonFile.open(join(stateFolder, 'volume-schedules.json'), file), run)
  }

  /** Does what is due. */
  look(run: (one: Schedule) => Promise<boolean>, now = Date.now()): void {
    for (const one of this.#file.value.schedules.map(view)) {
      if (one.next > now || this.#running.has(one.id)) continue
      this.#running.add(one.id)
      void run(one).finally(() => this.#running.delete(one.id))
    }
  }

  watch(engine: string, signal?: AbortSignal): AsyncGenerator<Schedule[]> {
    const read = () => this.#file.value.schedules.filter((one) => one.engine === engine).map(view)
    return this.#change.each(read, signal)
  }

  /** @throws SlipwayError NOT_FOUND */
  find(id: string): Schedule {
    const found = this.#file.value.schedules.find((one) => one.id === id)
    if (found) return view(found)
    throw new SlipwayError('NOT_FOUND', {
      what: 'This schedule is gone.',
      why: 'It was removed.',
      next: 'Make a new one.',
    })
  }

  /** Adds one, or changes the one with that id. A changed one counts from now. */
  async set(engine: string, plan: BackupPlan, id: string = randomUUID()): Promise<void> {
    const { schedules } = this.#file.value
    const last = schedules.find((one) => one.id === id)?.last
    const one = { id, engine, plan, since: Date.now(), ...(last && { last }) }
    await this.#keep([...schedules.filter((other) => other.id !== id), one])
  }

  async remove(id: string): Promise<void> {
    await this.#keep(this.#file.value.schedules.filter((one) => one.id !== id))
  }

  /** Writes down that one was done, or what was in the way. */
  async done(id: string, problem?: string): Promise<void> {
    const last = { at: Date.now(), ...(problem !== undefined && { problem }) }
    await this.#keep(this.#file.value.schedules.map((one) => (one.id === id ? { ...one, last } : one)))
  }

  close(): void {
    clearInterval(this.#timer)
  }

  async #keep(schedules: KeptSchedule[]): Promise<void> {
    await this.#file.set({ schedules })
    this.#change.bump()
  }
}

const view = (one: KeptSchedule): Schedule => ({
  ...one,
  next: nextAfter(one.plan, Math.max(one.since, one.last?.at ?? 0)),
})
