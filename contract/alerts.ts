import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { base } from './errors.ts'
import { streamId } from './flow.ts'
import { problemSchema } from './problem.ts'

const minutes = z.number().int().min(1).max(1_440)
const common = {
  /** Chosen by whoever makes the rule; unique among the rules. */
  id: z.string().min(1).max(64),
  enabled: z.boolean(),
}
const ofContainers = {
  ...common,
  /** Only containers of these names, where `*` stands for anything; all when it is empty. */
  names: z.array(z.string().min(1).max(200)).max(50),
}

/** When to tell. */
export const alertRule = z.discriminatedUnion('kind', [
  /** More than `above` percent of one core, on average over the last `minutes`. */
  z.object({ ...ofContainers, kind: z.literal('cpu'), above: z.number().positive().max(100_000), minutes }),
  /** More than `above` percent of what it may use (its limit, or the machine’s memory), on average over the last `minutes`. */
  z.object({ ...ofContainers, kind: z.literal('memory'), above: z.number().positive().max(100), minutes }),
  /** It ended at least `times` times within `minutes`, and was started again. */
  z.object({ ...ofContainers, kind: z.literal('restartLoop'), times: z.number().int().min(2).max(1_000), minutes }),
  /** Its health check says so. */
  z.object({ ...ofContainers, kind: z.literal('unhealthy') }),
  /** It ended by itself with an error, or for want of memory. */
  z.object({ ...ofContainers, kind: z.literal('failed') }),
  /** Less than `below` percent of the engine’s disk is free. */
  z.object({ ...common, kind: z.literal('disk'), below: z.number().positive().max(100) }),
])
export type AlertRule = z.infer<typeof alertRule>

/**
 * A rule that came true, for one container or for the engine.
 *
 *   firing ──▶ over
 */
export const alert = z.object({
  /** Grows with each. */
  number: z.number().int(),
  rule: z.string(),
  kind: z.enum(['cpu', 'memory', 'restartLoop', 'unhealthy', 'failed', 'disk']),
  engine: z.string(),
  engineName: z.string(),
  container: z.string().optional(),
  name: z.string().optional(),
  /** “web uses more than 80 % of a core for 5 min (92 %).” */
  sentence: z.string(),
  /** Milliseconds since 1970. */
  began: z.number(),
  /** Absent while it is so. */
  over: z.number().optional(),
})
export type Alert = z.infer<typeof alert>

export const alertState = z.object({
  rules: z.array(alertRule),
  /** Faces show a notification. */
  notify: z.boolean(),
  /** Where alerts are posted: only scheme and host, for the rest of the address may be a secret. Absent when nowhere. */
  webhook: z.object({ origin: z.string(), problem: problemSchema.optional() }).optional(),
  /** What fires, and what was over lately; newest first, at most 200. */
  alerts: z.array(alert),
})
export type AlertState = z.infer<typeof alertState>

const webhookUrl = z.url({ protocol: /^https?$/ }).max(2_000)

export const alerts = {
  /** Rules and alerts, now and after every change. */
  watch: base.input(z.object({ stream: streamId })).output(eventIterator(alertState)),
  /** Each alert that begins or is over from now on, when `notify` is chosen: what a face shows as a notification. */
  news: base.input(z.object({ stream: streamId })).output(eventIterator(alert)),
  /** Replaces all rules. Those that stay the same keep what fires. */
  setRules: base.input(z.object({ rules: z.array(alertRule).max(100) })),
  setNotify: base.input(z.object({ notify: z.boolean() })),
  /** Where alerts are posted as JSON; nowhere without one. */
  setWebhook: base.input(z.object({ url: webhookUrl.optional() })),
  /** Posts an example to this address, or to the one that is set. Fails with the reason when it is not taken. */
  testWebhook: base.input(z.object({ url: webhookUrl.optional() })).output(z.object({ status: z.number().int() })),
}
