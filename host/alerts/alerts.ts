import { join } from 'node:path'
import { z } from 'zod'
import { alert, alertRule } from '../../contract/alerts.ts'
import type { Alert, AlertRule, AlertState, Problem } from '../../contract/index.ts'
import { Change } from '../change.ts'
import { SlipwayError } from '../errors.ts'
import { JsonFile } from '../json-file.ts'
import { post } from './webhook.ts'

const keptSchema = z.object({
  rules: z.array(alertRule).default([]),
  notify: z.boolean().default(false),
  webhook: z.string().optional(),
  alerts: z.array(alert).default([]),
})
type Kept = z.infer<typeof keptSchema>

/** The rules by which Slipway tells that something is wrong, what is so now, and whom it tells. */
export class Alerts {
  readonly #file: JsonFile<Kept>
  readonly #change = new Change()
  #webhookProblem: Problem | undefined

  private constructor(file: JsonFile<Kept>) {
    this.#file = file
  }

  static async open(stateFolder: string): Promise<Alerts> {
    return new Alerts(await JsonFile.open(join(stateFolder, 'alerts.json'), keptSchema))
  }

  watch(signal?: AbortSignal): AsyncGenerator<AlertState> {
    return this.#change.each(() => this.#state(), signal)
  }

  /** Alerts that begin or are over from now on, while notifications are chosen. */
  async *news(signal?: AbortSignal): AsyncGenerator<Alert> {
    const known = new Map(this.#file.value.alerts.map((one) => [one.number, one.over]))
    for await (const alerts of this.#change.each(() => this.#file.value.alerts, signal)) {
      for (const one of alerts.toReversed()) {
        if (known.has(one.number) && known.get(one.number) === one.over) continue
        known.set(one.number, one.over)
        if (this.#file.value.notify) yield one
      }
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
    await this.#set({ rules })
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
    return await post(url, { test: true, sentence: 'This is a test of Slipway’s alerts.' })
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
