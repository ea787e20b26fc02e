import type { Logger } from 'pino'
import type { AlertRule, Incarnation } from '../../contract/index.ts'
import type { Engines } from '../engine/index.ts'
import { isOwnEnd, type Recorder } from '../recorder/index.ts'
import type { AlertEngine, Alerts } from './alerts.ts'
import { judge } from './rules.ts'
import { Windows } from './windows.ts'

const EVERY_MS = 10_000
const DAY_MS = 86_400_000

export type WatchmanOptions = { engines: Engines; recorder: Recorder; alerts: Alerts; log: Logger }

/** Looks every 10 s whether a rule is true on an engine that is connected; does nothing while there are no rules. */
export class Watchman {
  readonly #options: WatchmanOptions
  readonly #windows = new Map<string, Windows>()
  readonly #since = Date.now()
  readonly #timer: NodeJS.Timeout
  #looking: Promise<void> | undefined

  constructor(options: WatchmanOptions, everyMs = EVERY_MS) {
    this.#options = options
    this.#timer = setInterval(() => this.#look(), everyMs)
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.#looking
  }

  #look(): void {
    const { engines, alerts, log } = this.#options
    const { rules } = alerts
    if (this.#looking || rules.length === 0) return
    const connected = engines.list().engines.filter(({ status }) => status.state === 'connected')
    this.#looking = Promise.all(connected.map((engine) => this.#lookAt(engine, rules)))
      .then(() => {})
      .catch((error) => log.warn({ err: error }, 'alerts could not be looked at'))
      .finally(() => {
        this.#looking = undefined
      })
  }

  async #lookAt(engine: AlertEngine, rules: readonly AlertRule[]): Promise<void> {
    const { engines, recorder, alerts } = this.#options
    const now = Date.now()
    const containers = [...engines.inventory(engine.id).containers.values()]
    const windows = this.#measured(engine.id, rules)
    windows.keep(new Set(containers.map(({ id }) => id)))
    const asksForEnds = rules.some(({ kind }) => kind === 'failed' || kind === 'restartLoop')
    const ends = asksForEnds ? await this.#ends(engine.id, now) : []
    const disk = rules.some(({ kind }) => kind === 'disk')
      ? await recorder.disk(engine.id, now, now)
      : ({ kind: 'unknown' } as const)
    const world = { now, containers, ends, windows, disk, since: this.#since - EVERY_MS }
    for (const rule of rules) {
      await alerts.take(engine, rule, judge(rule, world, alerts.firing(engine.id, rule.id)), now)
    }
  }

  /** What containers used, with the newest step. */
  #measured(engine: string, rules: readonly AlertRule[]): Windows {
    const windows = this.#windows.get(engine) ?? new Windows()
    this.#windows.set(engine, windows)
    const live = this.#options.recorder.live(engine)
    const minutes = Math.max(0, ...rules.map((rule) => ('minutes' in rule ? rule.minutes : 0)))
    for (const [id, { time, values }] of live?.latest?.steps ?? []) {
      const may = live?.memoryLimits.get(id)
      const memory = values.memory && may ? (values.memory.average / may) * 100 : null
      windows.add(id, { time, cpu: values.cpu?.average ?? null, memory }, minutes + 1)
    }
    return windows
  }

  async #ends(engine: string, now: number): Promise<Incarnation[]> {
    const { recorder } = this.#options
    const all = await recorder.incarnations({ engine, ended: true, since: now - DAY_MS, limit: 1_000 })
    return all.filter(isOwnEnd)
  }
}
