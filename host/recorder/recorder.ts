import { join } from 'node:path'
import type {
  Dashboard,
  DiskTrend,
  History,
  Incarnation,
  Problem,
  RecordedEvent,
  RecorderSettings,
  RecorderState,
  Story,
} from '../../contract/index.ts'
import { recorderSettings } from '../../contract/recorder.ts'
import { Change } from '../change.ts'
import type { Engines } from '../engine/index.ts'
import { SlipwayError } from '../errors.ts'
import { JsonFile } from '../json-file.ts'
import type { Samplers } from '../stats/index.ts'
import { dashboardOf, diskTrend } from './dashboard.ts'
import { EngineRecorder } from './engine-recorder.ts'
import { RemoteStore, StoreError } from './remote-store.ts'
import { sentenceOf } from './sentence.ts'
import type { CallName, StoreApi } from './store/calls.ts'
import type { EventQuery, HistoryQuery, IncarnationQuery, IncarnationRow, Limits, StoreState } from './store/types.ts'

const keptSchema = recorderSettings.extend({
  days: recorderSettings.shape.days.default(7),
  megabytes: recorderSettings.shape.megabytes.default(200),
})

const DAY_MS = 86_400_000
/** The finest steps are kept no longer than this, in days: what is older is known by the minute. */
const FINE_DAYS = 2
const RETAIN_EVERY_MS = 300_000

export type RecorderOptions = { stateFolder: string; engines: Engines; samplers: Samplers }

/** Remembers what containers used and what happened to them, on every engine that is connected. */
export class Recorder {
  readonly #settings: JsonFile<RecorderSettings>
  readonly #options: RecorderOptions
  readonly #store: RemoteStore
  readonly #recorders = new Map<string, EngineRecorder>()
  readonly #change = new Change()
  readonly #stop = new AbortController()
  readonly #retaining: NodeJS.Timeout
  #following: Promise<void> = Promise.resolve()
  #state: StoreState = { size: 0 }
  #failed: Problem | undefined
  #moved: Problem | undefined

  private constructor(settings: JsonFile<RecorderSettings>, options: RecorderOptions) {
    this.#settings = settings
    this.#options = options
    this.#store = new RemoteStore(join(options.stateFolder, 'recorder', 'recorder.db'), (path) =>
      this.#movedAside(path),
    )
    this.#retaining = setInterval(() => void this.#retain(), RETAIN_EVERY_MS)
    this.#retaining.unref()
  }

  /** Begins to record; does not wait for any engine. */
  static async open(options: RecorderOptions): Promise<Recorder> {
    const settings = await JsonFile.open(join(options.stateFolder, 'recorder.json'), keptSchema)
    const recorder = new Recorder(settings, options)
    recorder.#following = recorder.#follow()
    void recorder.#retain()
    return recorder
  }

  /** What the recorder of an engine sees now; undefined while there is none. */
  live(engine: string): EngineRecorder | undefined {
    return this.#recorders.get(engine)
  }

  /** The state, now and whenever something was written. */
  watch(signal?: AbortSignal): AsyncGenerator<RecorderState> {
    return this.#change.each(() => this.state(), signal)
  }

  state(): RecorderState {
    const problem = this.#failed ?? this.#moved
    return { settings: this.#settings.value, ...this.#state, ...(problem && { problem }) }
  }

  /** @throws the file system's error */
  async configure(settings: RecorderSettings): Promise<void> {
    await this.#settings.set(settings)
    await this.#retain()
  }

  /** Forgets everything but what runs. @throws SlipwayError */
  async forget(): Promise<void> {
    this.#state = await this.ask('forget')
    this.#moved = undefined
    this.#change.bump()
  }

  /** @throws SlipwayError */
  async history(query: HistoryQuery): Promise<History> {
    const history = await this.ask('history', query)
    const engine = this.#options.engines.list().engines.find(({ id }) => id === query.engine)
    for (const series of history.series) if (series.id === 'engine') series.name = engine?.name ?? ''
    return history
  }

  /** @throws SlipwayError */
  async events(query: EventQuery): Promise<RecordedEvent[]> {
    return await this.ask('events', query)
  }

  /** @throws SlipwayError */
  async incarnations(query: IncarnationQuery): Promise<Incarnation[]> {
    return (await this.ask('incarnations', query)).map(withSentence)
  }

  /** @throws SlipwayError NOT_FOUND when that is not kept any more */
  async story(engine: string, number: number): Promise<Story> {
    const story = await this.ask('story', engine, number)
    if (story) return { ...story, incarnation: withSentence(story.incarnation) }
    throw new SlipwayError('NOT_FOUND', {
      what: 'This is not remembered any more.',
      why: `Only the last ${this.#settings.value.days} days are kept, or less when they take more room than is allowed.`,
      next: 'Keep more in Settings, under Recorder.',
    })
  }

  /** @throws SlipwayError */
  async dashboard(engine: string, from: number, to: number): Promise<Dashboard> {
    return await dashboardOf(this.#options.engines, this, { engine, from, to })
  }

  /** What an engine's disk has left, with its history over a time. @throws SlipwayError */
  async disk(engine: string, from: number, to: number): Promise<DiskTrend> {
    return await diskTrend(this, engine, from, to)
  }

  /** Asks the store. @throws SlipwayError when the file can't be read or written */
  async ask<Name extends CallName>(
    name: Name,
    ...args: Parameters<StoreApi[Name]>
  ): Promise<ReturnType<StoreApi[Name]>> {
    try {
      return await this.#store.call(name, ...args)
    } catch (error) {
      throw new SlipwayError('ENGINE_ERROR', problemOf(error, 'read'))
    }
  }

  /** Writes what is left, and ends. */
  async close(): Promise<void> {
    clearInterval(this.#retaining)
    this.#stop.abort(new Error('closed'))
    await this.#following.catch(() => {})
    await Promise.all([...this.#recorders.values()].map((one) => one.close()))
    await this.#store.close()
  }

  async #follow(): Promise<void> {
    const { engines, samplers } = this.#options
    for await (const { engines: list } of engines.watch(this.#stop.signal)) {
      const known = new Set(list.map(({ id }) => id))
      for (const [id, recorder] of this.#recorders) {
        if (known.has(id)) continue
        this.#recorders.delete(id)
        void recorder.close()
      }
      for (const { id, status } of list) {
        if (status.state !== 'connected' || this.#recorders.has(id)) continue
        const recorder = new EngineRecorder({
          engine: id,
          inventory: engines.inventory(id),
          sampler: samplers.of(id),
          here: () => engines.isHere(id),
          silent: () => engines.product(id) === 'podman',
          memory: () => this.#store.call('memory', id),
          write: (batch) => this.#write(() => this.#store.call('write', batch)),
        })
        this.#recorders.set(id, recorder)
      }
    }
  }

  async #retain(): Promise<void> {
    const { days, megabytes } = this.#settings.value
    const now = Date.now()
    const limits: Limits = {
      before: now - days * DAY_MS,
      fineBefore: now - Math.min(days, FINE_DAYS) * DAY_MS,
      bytes: megabytes * 1_000_000,
    }
    // What can't be written is told.
    await this.#write(() => this.#store.call('retain', limits)).catch(() => {})
  }

  async #write(work: () => Promise<unknown>): Promise<void> {
    try {
      await work()
      this.#state = await this.#store.call('state')
      this.#failed = undefined
    } catch (error) {
      if (!this.#stop.signal.aborted) this.#failed = problemOf(error, 'write')
      throw error
    } finally {
      this.#change.bump()
    }
  }

  #movedAside(path: string): void {
    this.#moved = {
      what: 'What was recorded until now is lost.',
      why: 'The recorder’s file was broken, and could not be read.',
      next: `It was moved to ${path}. Recording began anew; nothing else is to be done.`,
    }
    this.#change.bump()
  }
}

const withSentence = (row: IncarnationRow): Incarnation => ({ ...row, sentence: sentenceOf(row.cause) })

function problemOf(error: unknown, doing: 'read' | 'write'): Problem {
  const full = error instanceof StoreError && error.full
  const why = error instanceof Error ? error.message : String(error)
  if (doing === 'read') {
    return { what: 'What was recorded can’t be read.', why, next: 'Try again. If it stays, start Slipway again.' }
  }
  return {
    what: 'Nothing is being recorded.',
    why: full ? 'The disk is full.' : why,
    next: full
      ? 'Make room on the disk. Recording goes on by itself then; everything else works as ever.'
      : 'It is tried again every 10 seconds; everything else works as ever.',
  }
}
