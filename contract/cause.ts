import { z } from 'zod'

/** Why a container ended. Times are seconds, sizes bytes. */
export const causeOfDeath = z.discriminatedUnion('kind', [
  /** It runs. */
  z.object({ kind: z.literal('running') }),
  /** The kernel ended it for want of memory. */
  z.object({
    kind: z.literal('oom'),
    code: z.number().int(),
    /** Its own limit; absent when the whole machine had none left, or the limit is not known. */
    limit: z.number().optional(),
    /** The most it was seen to use. */
    peak: z.number().optional(),
    /** For how long its memory had been rising; absent when that was not seen. */
    rising: z.number().optional(),
  }),
  /** It ended by itself with this exit code. */
  z.object({ kind: z.literal('exited'), code: z.number().int() }),
  /** It was ended by a signal that the engine did not send: a crash (`SIGSEGV`), or another process’s `kill`. */
  z.object({ kind: z.literal('crashed'), code: z.number().int(), signal: z.string() }),
  /** `docker kill`. */
  z.object({ kind: z.literal('killed'), code: z.number().int(), signal: z.string() }),
  /** `docker stop`; `forced`: it did not heed the signal and was killed after `waited` seconds. */
  z.object({
    kind: z.literal('stopped'),
    code: z.number().int(),
    signal: z.string(),
    forced: z.boolean(),
    waited: z.number(),
  }),
  /** `docker restart`; `forced` as above. */
  z.object({ kind: z.literal('restarted'), code: z.number().int(), forced: z.boolean() }),
  /** `docker rm --force`. */
  z.object({ kind: z.literal('removed'), code: z.number().int() }),
  /** It could not be started: the engine’s reason. */
  z.object({ kind: z.literal('notStarted'), code: z.number().int(), why: z.string() }),
  /** The engine was stopped, or ended, while it ran. */
  z.object({ kind: z.literal('engine'), code: z.number().int().optional() }),
  /** The engine’s machine was started anew while it ran. */
  z.object({ kind: z.literal('reboot'), code: z.number().int().optional() }),
  /** Nobody was there to see it; `untold`: somebody was, but this engine does not tell by whom a container is ended. */
  z.object({ kind: z.literal('unknown'), code: z.number().int().optional(), untold: z.literal(true).optional() }),
])
export type CauseOfDeath = z.infer<typeof causeOfDeath>
