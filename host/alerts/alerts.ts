import { join } from 'node:path'
import type { Logger } from 'pino'
import { z } from 'zod'
import { alert, alertRule } from '../../contract/alerts.ts'
import type { Alert, AlertRule, AlertState, Problem } from '../../contract/index.ts'
import { Change } from '../change.ts'
import { asSlipwayError, SlipwayError } from '../errors.ts'
import { JsonFile } from '../json-file.ts'
import { pause } from '../pause.ts'
import type { Verdict } from './rules.ts'
import { post } from './webhook.ts'

const keptSchema = z.object({
  rules: z.array(alertRule).default([]),
  notify: z.boolean().default(false),
  webhook: z.string().optional(),
  alerts: z.array(alert).default([]),
})
type Kept = z.infer<typeof keptSchema>

const MOST_ALERTS = 200
/** A webhook that fails is tried once more, after so long; milliseconds. */
const AGAIN_MS = 10_000

/** One engine, as alerts name it. */
export type AlertEngine = { id: string; name: string }

/** The rules by which Slipway tells that something is wrong, what is so now, and whom it tells. */
export class Alerts {
  readonly #file: JsonFile<Kept>
  readonly #log: Logger
  readonly #change = new Change()
  readonly #stop = new AbortController()
  readonly #readers = new Set<(one: Alert) => void>()
  #posting: Promise<void> = Promise.resolve()
  #webhookProblem: Problem | undefined

  private constructor(file: JsonFile<Kept>, log: Logger) {
    this.#file = file
    this.#log = log
  }

  static async open(stateFolder: string, log: Logger): Promise<Alerts> {
    return new Alerts(await JsonFile.open(join(stateFolder, 'alerts.json'), keptSchema), log)
  }

  /** The rules that are in force. */
  get rules(): AlertRule[] {
    return this.#file.value.rules.filter(({ enabled }) => enabled)
  }

  watch(signal?: AbortSignal): AsyncGenerator<AlertState> {
    return this.#change.each(() => this.#state(), signal)
  }

  /** Alerts that begin or are over from now on, while notifications are chosen. */
  async *news(signal?: AbortSignal): AsyncGenerator<Alert> {
    const waiting: Alert[] = []
    const arrived = new Change()
    const take = (one: Alert) => {
      if (!this.#file.value.notify) return
      waiting.push(one)
      if (waiting.length > MOST_ALERTS) waiting.shift()
      arrived.bump()
    }
    this.#readers.add(take)
    try {
      for (let seen = 0; ; seen = arrived.version) {
        await arrived.after(seen, signal)
        seen = arrived.version
        for (let one = waiting.shift(); one; one = waiting.shift()) yield one
      }
    } finally {
      this.#readers.delete(take)
    }
  }

  /** @throws SlipwayError INVALID when two rules have one id, or the file system's error */
  async setRules(rules: AlertRule[]): Promise<void> {
    if (new Set(rules.map(({ id }) => id)).size < rules.length) {
      throw new SlipwayError('INVALID', {
        what: 'The rules were not kept.',
        why: 'Two of them have the same id.',
        next: 'Give each rule an id of its own.',
      })
    }
    const enabled = new Set(rules.filter((rule) => rule.enabled).map(({ id }) => id))
    const now = Date.now()
    // A rule that is no more tells nobody that it is over.
    const alerts = this.#file.value.alerts.map((one) =>
      one.over === undefined && !enabled.has(one.rule) ? { ...one, over: now } : one,
    )
    await this.#set({ rules, alerts })
  }

  /** @throws the file system's error */
  async setNotify(notify: boolean): Promise<void> {
    await this.#set({ notify })
  }

  /** @throws the file system's error */
  async setWebhook(url: string | undefined): Promise<void> {
    this.#webhookProblem = undefined
    await this.#set({ webhook: url })
  }

  /** Posts an example; gives the status of the answer. @throws SlipwayError with the reason when it is not taken */
  async testWebhook(url = this.#file.value.webhook): Promise<number> {
    if (url === undefined) {
      throw new SlipwayError('INVALID', {
        what: 'Nothing was posted.',
        why: 'There is no webhook.',
        next: 'Give its address.',
      })
    }
    return await post(url, { event: 'test', sentence: 'This is a test of Slipway’s alerts.' }, this.#stop.signal)
  }

  /** The subjects for which a rule fires on an engine. */
  firing(engine: string, rule: string): Set<string> {
    const alerts = this.#file.value.alerts.filter(
      (one) => one.engine === engine && one.rule === rule && one.over === undefined,
    )
    return new Set(alerts.map(({ container }) => container ?? ''))
  }

  /** Takes what a rule says of an engine: tells of what begins and what is over, each once. */
  async take(engine: AlertEngine, rule: AlertRule, verdicts: readonly Verdict[], now: number): Promise<void> {
    const before = this.firing(engine.id, rule.id)
    const { alerts } = this.#file.value
    let number = alerts.reduce((highest, one) => Math.max(highest, one.number), 0)
    const begun: Alert[] = []
    for (const verdict of verdicts) {
      if ('unknown' in verdict || before.has(verdict.subject)) continue
      const { subject, name, sentence } = verdict
      begun.push({
        ...{ number: ++number, rule: rule.id, kind: rule.kind, engine: engine.id, engineName: engine.name },
        ...(subject !== '' && { container: subject }),
        ...(name !== undefined && { name }),
        ...{ sentence, began: now },
      })
    }
    const still = new Set(verdicts.map(({ subject }) => subject))
    const isOver = (one: Alert) =>
      one.engine === engine.id && one.rule === rule.id && one.over === undefined && !still.has(one.container ?? '')
    const over = alerts.filter(isOver).map((one) => ({ ...one, over: now }))
    if (begun.length + over.length === 0) return
    const ended = new Map(over.map((one) => [one.number, one]))
    const all = [...begun.toReversed(), ...alerts.map((one) => ended.get(one.number) ?? one)]
    await this.#set({ alerts: all.slice(0, MOST_ALERTS) })
    for (const one of [...over, ...begun]) this.#tell(one)
  }

  async close(): Promise<void> {
    this.#stop.abort(new Error('closed'))
    await this.#posting
  }

  #tell(one: Alert): void {
    for (const take of this.#readers) take(one)
    const { webhook } = this.#file.value
    if (webhook === undefined) return
    const body = { event: one.over === undefined ? 'firing' : 'over', ...one }
    this.#posting = this.#posting.then(() => this.#post(webhook, body))
  }

  async #post(url: string, body: object): Promise<void> {
    const { signal } = this.#stop
    try {
      try {
        await post(url, body, signal)
      } catch {
        await pause(AGAIN_MS, signal)
        await post(url, body, signal)
      }
      this.#webhookProblem = undefined
    } catch (error) {
      if (signal.aborted) return
      const { problem } = asSlipwayError(error, 'The webhook did not take the alert.')
      this.#webhookProblem = problem
      this.#log.warn({ origin: new URL(url).origin, why: problem.why }, 'a webhook did not take an alert')
    }
    this.#change.bump()
  }

  async #set(change: { [Key in keyof Kept]?: Kept[Key] | undefined }): Promise<void> {
    const { webhook, ...rest } = { ...this.#file.value, ...change }
    await this.#file.set(keptSchema.parse({ ...rest, ...(webhook !== undefined && { webhook }) }))
    this.#change.bump()
  }

  #state(): AlertState {
    const { rules, notify, webhook, alerts } = this.#file.value
    const problem = this.#webhookProblem
    return {
      rules,
      notify,
      alerts,
      ...(webhook !== undefined && { webhook: { origin: new URL(webhook).origin, ...(problem && { problem }) } }),
    }
  }
}
