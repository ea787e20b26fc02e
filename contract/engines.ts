import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { base } from './errors.ts'
import { streamId } from './flow.ts'
import { problemSchema } from './problem.ts'

export const engineId = z.string().min(1)

/** What an engine says of itself. */
export const engineFacts = z.object({
  product: z.enum(['docker', 'podman']),
  version: z.string(),
  apiVersion: z.string(),
  operatingSystem: z.string(),
  architecture: z.string(),
  hostname: z.string(),
  cpus: z.number(),
  /** Bytes. */
  memory: z.number(),
  storageDriver: z.string(),
  cgroupVersion: z.string(),
  rootless: z.boolean(),
})
export type EngineFacts = z.infer<typeof engineFacts>

/**
 *   connecting ──▶ connected ──▶ reconnecting ──▶ connected …
 *        └───────────▶ unreachable ──▶ connecting …
 */
export const engineStatus = z.discriminatedUnion('state', [
  z.object({ state: z.literal('connecting') }),
  z.object({ state: z.literal('connected'), facts: engineFacts }),
  z.object({ state: z.literal('reconnecting'), problem: problemSchema, facts: engineFacts }),
  z.object({ state: z.literal('unreachable'), problem: problemSchema }),
])
export type EngineStatus = z.infer<typeof engineStatus>

export const engineSource = z.enum(['command-line', 'environment', 'context', 'well-known', 'added', 'vm'])
export type EngineSource = z.infer<typeof engineSource>

export const engine = z.object({
  id: engineId,
  name: z.string(),
  /** As DOCKER_HOST has it: `unix:///…`, `npipe:////./pipe/…`, `tcp://host:port`, `ssh://user@host`. */
  address: z.string(),
  tls: z.boolean(),
  source: engineSource,
  status: engineStatus,
})
export type Engine = z.infer<typeof engine>

export const engineDraft = z.object({
  name: z.string().trim().min(1).max(80),
  address: z.string().trim().min(1),
  tls: z
    .object({
      ca: z.string().trim().optional(),
      cert: z.string().trim().optional(),
      key: z.string().trim().optional(),
      verify: z.boolean(),
    })
    .optional(),
})
export type EngineDraft = z.infer<typeof engineDraft>

const done = z.object({ command: z.string() })

export const engines = {
  /** Every known engine, again whenever one of them changes. */
  watch: base.input(z.object({ stream: streamId })).output(
    eventIterator(
      z.object({
        engines: z.array(engine),
        selected: engineId.optional(),
        /** There is no engine but those of Slipway itself: what is listed beside is where one would be. */
        none: z.boolean(),
      }),
    ),
  ),
  /** Makes this engine the one that is shown first, now and at the next start. */
  select: base.input(z.object({ engine: engineId })).output(done),
  /** Tries at once instead of waiting for the next attempt. */
  retry: base.input(z.object({ engine: engineId })),
  /** Looks for engines again. */
  discover: base,
  add: base.input(engineDraft).output(z.object({ engine: engineId, command: z.string() })),
  /** Tries an address without keeping it; a failure comes as the error it would be. */
  test: base.input(engineDraft).output(engineFacts),
  /** Takes a key as that host’s from now on: what a person answers to HOST_KEY_UNKNOWN. Tries its engines again at once. */
  trust: base.input(z.object({ host: z.string().min(1), fingerprint: z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/) })),
  /** Forgets an engine that was added here. Takes nothing from the engine itself. */
  remove: base.input(z.object({ engine: engineId })).output(done),
}
