import { z } from 'zod'
import { health } from './inventory.ts'

const common = {
  /** Grows with each; unique on this computer. */
  number: z.number().int(),
  /** Milliseconds since 1970, by the engine’s clock. */
  time: z.number(),
}
const ofContainer = {
  ...common,
  container: z.string(),
  /** The container’s name at that time. */
  name: z.string(),
}

/** Something that happened on an engine, as it was written down. */
export const recordedEvent = z.discriminatedUnion('kind', [
  z.object({
    ...ofContainer,
    kind: z.literal('created'),
    image: z.string(),
    /** The container of the same name, or of the same stack and service, that was there before: this is a deploy. */
    replaces: z.string().optional(),
  }),
  z.object({ ...ofContainer, kind: z.literal('started') }),
  z.object({ ...ofContainer, kind: z.literal('died'), code: z.number().int() }),
  /** The kernel ended one of its processes for want of memory. */
  z.object({ ...ofContainer, kind: z.literal('oom') }),
  /** The engine was asked to send it a signal, `SIGTERM`; by `stop`, too. */
  z.object({ ...ofContainer, kind: z.literal('signalled'), signal: z.string() }),
  z.object({ ...ofContainer, kind: z.literal('stopped') }),
  z.object({ ...ofContainer, kind: z.literal('restarted') }),
  z.object({ ...ofContainer, kind: z.literal('paused') }),
  z.object({ ...ofContainer, kind: z.literal('unpaused') }),
  z.object({ ...ofContainer, kind: z.literal('health'), health }),
  z.object({ ...ofContainer, kind: z.literal('renamed'), from: z.string() }),
  /** Its limits were changed. */
  z.object({ ...ofContainer, kind: z.literal('updated') }),
  z.object({ ...ofContainer, kind: z.literal('removed') }),
  z.object({ ...common, kind: z.literal('image'), action: z.string(), image: z.string() }),
  z.object({
    ...common,
    kind: z.literal('network'),
    action: z.string(),
    network: z.string(),
    container: z.string().optional(),
  }),
  z.object({ ...common, kind: z.literal('volume'), action: z.string(), volume: z.string() }),
  /** The engine could be reached again, or no more; `restarted` when it or its machine had been started anew meanwhile. */
  z.object({
    ...common,
    kind: z.literal('engine'),
    action: z.enum(['connected', 'lost', 'restarted', 'rebooted']),
  }),
  /** Slipway began or ended to write down what happens: in between, nothing was measured. */
  z.object({ ...common, kind: z.literal('recorder'), action: z.enum(['began', 'ended']) }),
])
export type RecordedEvent = z.infer<typeof recordedEvent>
