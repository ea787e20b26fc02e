import type { Readable } from 'node:stream'
import { z } from 'zod'
import type { ErrorCode, JobStep } from '../../contract/index.ts'
import { SlipwayError } from '../errors.ts'
import { linesOf } from '../lines.ts'
import { type EngineAuth, registryProblem } from '../registries/index.ts'

const message = z.object({
  id: z.string().nullish(),
  status: z.string().nullish(),
  progressDetail: z
    .object({ current: z.number().nullish(), total: z.number().nullish(), units: z.string().nullish() })
    .nullish(),
  error: z.string().nullish(),
  aux: z.object({ Digest: z.string().nullish() }).nullish(),
})
type Message = z.infer<typeof message>
type Phase = NonNullable<JobStep['phase']>

/** What an engine tells while it pulls or pushes. */
export type TransferEvent =
  | { type: 'layer'; layer: JobStep }
  | { type: 'digest'; digest: string }
  | { type: 'unchanged' }

const PHASES: readonly [RegExp, Phase][] = [
  [/^(?:Downloading|Pushing)/, 'transferring'],
  [/^(?:Verifying Checksum|Download complete)/, 'transferred'],
  [/^Extracting/, 'unpacking'],
  [/^(?:Pull complete|Pushed)/, 'done'],
  [/^(?:Already exists|Layer already exists|Mounted from)/, 'there'],
]

/**
 * Reads what an engine tells of a pull or a push, line by line.
 * @throws SlipwayError with what the registry had against it
 */
export async function* transferEvents(
  stream: Readable,
  refused: (said: string) => SlipwayError,
): AsyncGenerator<TransferEvent> {
  /** Bytes of each layer's transfer: later lines do not repeat them. */
  const sizes = new Map<string, number>()
  for await (const line of linesOf(stream)) {
    const said = read(line)
    if (!said) throw refused('invalid character: the engine passed on what is no JSON')
    if (said.error) throw refused(said.error)
    const digest = said.aux?.Digest ?? /\bdigest: (sha\d+:[0-9a-f]{32,})/i.exec(said.status ?? '')?.[1]
    if (digest) yield { type: 'digest', digest }
    else if (/^Status: Image is up to date/.test(said.status ?? '')) yield { type: 'unchanged' }
    // The first and last lines name the tag as their id, not a layer.
    else if (said.id && /^[0-9a-f]{12}$/.test(said.id)) yield { type: 'layer', layer: layerOf(said.id, said, sizes) }
  }
}

function layerOf(id: string, { status, progressDetail }: Message, sizes: Map<string, number>): JobStep {
  const state = status ?? ''
  const phase = PHASES.find(([pattern]) => pattern.test(state))?.[1] ?? 'waiting'
  const { current, total, units } = progressDetail ?? {}
  // Some engines count the seconds of unpacking instead of its bytes.
  const counted = units ? undefined : (current ?? undefined)
  if (phase === 'transferring' && (total ?? 0) > 0) sizes.set(id, total ?? 0)
  const size = sizes.get(id)
  const moving = phase === 'transferring' || phase === 'unpacking'
  const done = moving ? counted : phase === 'waiting' ? undefined : size
  return {
    id,
    state,
    phase,
    ...(done !== undefined && { done: size === undefined ? done : Math.min(done, size) }),
    ...(size !== undefined && { total: size }),
  }
}

function read(line: string): Message | undefined {
  try {
    return message.parse(JSON.parse(line))
  } catch {
    return undefined
  }
}

/** The engine's own words, not a failure to reach it. */
const ANSWERED = new Set<ErrorCode>(['NOT_FOUND', 'UNAUTHORIZED', 'INVALID', 'CONFLICT', 'ENGINE_ERROR', 'DISK_FULL'])

/** What to make of words with which a registry, or the engine in its name, refused. */
export const refusedBy =
  (what: string, { host, signedIn }: Pick<EngineAuth, 'host' | 'signedIn'>) =>
  (said: string): SlipwayError =>
    registryProblem(said, { what, host, signedIn })

/** What fails before the first line comes as the answer's status, what fails later within its text. */
export function orRefused(refused: (said: string, error: SlipwayError) => Error) {
  return (error: unknown): never => {
    throw error instanceof SlipwayError && ANSWERED.has(error.code) ? refused(error.problem.why, error) : error
  }
}
