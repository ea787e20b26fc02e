import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { base } from './errors.ts'
import { streamId } from './flow.ts'

export const metricsState = z.object({
  /** The browser face answers `GET /metrics` in Prometheus’ text format, to who is signed in or has the token. */
  enabled: z.boolean(),
  /** There is a token: `Authorization: Bearer …`. It is shown once, when it is made. */
  hasToken: z.boolean(),
})
export type MetricsState = z.infer<typeof metricsState>

export const metrics = {
  watch: base.input(z.object({ stream: streamId })).output(eventIterator(metricsState)),
  setEnabled: base.input(z.object({ enabled: z.boolean() })),
  /** Makes a new token; the one before is void from then on. */
  makeToken: base.output(z.object({ token: z.string() })),
  /** Takes the token away: only who is signed in may read. */
  dropToken: base,
}
