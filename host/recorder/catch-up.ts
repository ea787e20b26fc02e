import { type EngineEvent, readContainers, readEvents } from '../inventory/index.ts'
import { pool } from '../pool.ts'
import type { EngineState } from './engine-state.ts'
import { inspect } from './inspect.ts'
import type { Connected, Found, Lives } from './lives.ts'
import type { ContainerFacts, EventDraft } from './store/types.ts'

/** dockerd remembers so many events, since it was started. */
const REMEMBERED = 256
/** Two words of one start; milliseconds. */
const SAME_MS = 2_000
/** An engine or a machine that ends takes so long over it. */
const SHUTDOWN_MS = 150_000
/** A machine's own word for when it was started wanders by so much. */
const BOOT_MS = 10_000
const INSPECTIONS = 4

/** What was known when the engine was last seen. Times are milliseconds since 1970. */
export type Before = {
  seen?: number
  /** The newest event, by the engine's clock. */
  lastEvent?: number
  engineStarted?: number
}

/** What happened to the engine in between. */
export type Away = { engine: 'same' | 'restarted' | 'rebooted'; missed: EngineEvent[] }

/** Finds out what happened while the engine was not seen. @throws SlipwayError */
export async function whileAway(before: Before, state: EngineState, connected: Connected): Promise<Away> {
  const { lastEvent, seen, engineStarted } = before
  const { client, signal, ahead } = connected
  const missed = lastEvent ? await readEvents(client, Math.floor(lastEvent), Date.now() + ahead, signal) : []
  if (seen !== undefined && state.booted !== undefined && state.booted - BOOT_MS > seen) {
    return { engine: 'rebooted', missed }
  }
  // An engine that was started anew has forgotten what it told before.
  const known = missed.some(({ time }) => time === lastEvent)
  const forgot = lastEvent !== undefined && lastEvent > 0 && !known && missed.length < REMEMBERED
  const bridges = engineStarted !== undefined && state.started !== undefined
  const restarted = bridges ? Math.floor(engineStarted) !== Math.floor(state.started ?? 0) : forgot
  return { engine: restarted ? 'restarted' : 'same', missed: missed.filter(({ time }) => time > (lastEvent ?? 0)) }
}

/** Whether an end at that time (this computer's) was the engine's, or its machine's. */
export function engineEnd(
  { engine }: Away,
  ended: number,
  { lostAt, state, ahead }: { lostAt: number | undefined; state: EngineState; ahead: number },
): 'ended' | 'rebooted' | undefined {
  if (engine === 'same') return undefined
  const booted = engine === 'rebooted' ? state.booted : undefined
  const began = booted ?? (state.started === undefined ? undefined : state.started - ahead)
  const from = lostAt ?? (began === undefined ? Number.POSITIVE_INFINITY : began - SHUTDOWN_MS)
  const until = began === undefined ? Number.POSITIVE_INFINITY : began + SHUTDOWN_MS
  if (ended < from - SAME_MS || ended > until) return undefined
  return engine === 'rebooted' ? 'rebooted' : 'ended'
}

/** Compares the runs that are known with what the engine has. @throws SlipwayError */
export async function reconcile(
  lives: Lives,
  connected: Connected,
  { whole, seen, ended }: { whole: boolean; seen: number; ended: (time: number) => Found['engine'] },
): Promise<{ facts: ContainerFacts[]; present: string[] }> {
  const { client, signal, ahead } = connected
  const containers = await readContainers(client, undefined, { signal })
  const running = new Set(
    containers.filter(({ state }) => state === 'running' || state === 'paused').map(({ id }) => id),
  )
  const doubtful = [...lives.running.values()].filter(({ container }) => whole || !running.has(container))
  const fresh = [...running].filter((id) => !lives.running.has(id))
  await pool([...doubtful.map(({ container }) => container), ...fresh], INSPECTIONS, async (id) => {
    const state = await inspect(client, id, signal)
    const life = lives.running.get(id)
    const finished = state?.finished === undefined ? undefined : state.finished - ahead
    if (!state?.running) {
      if (!life) return
      const at = finished !== undefined && finished >= life.started ? finished : seen
      const engine = ended(at)
      lives.found(
        life,
        { ended: at, ...(state && { code: state.code, oomKilled: state.oomKilled }), ...(engine && { engine }) },
        state ? connected : undefined,
      )
      return
    }
    const started = (state.started ?? Date.now()) - ahead
    if (!life || Math.abs(life.started - started) > SAME_MS) {
      if (life) {
        const at = finished !== undefined && finished >= life.started && finished <= started ? finished : seen
        const engine = ended(at)
        lives.found(life, { ended: Math.min(at, started), ...(engine && { engine }) }, undefined)
      }
      lives.begin(id, started)
    }
    lives.limited(id, state.limit, Date.now())
  })
  return {
    present: containers.map(({ id }) => id),
    facts: containers.map(({ id, name, image, stack, service }) => ({ container: id, name, image, stack, service })),
  }
}

/** What is told of the engine itself. */
export function engineEvents({ engine }: Away, first: boolean, time: number): EventDraft[] {
  const began: EventDraft[] = first ? [{ kind: 'recorder', action: 'began', time }] : []
  if (engine !== 'same') return [...began, { kind: 'engine', action: engine, time }]
  return first ? began : [{ kind: 'engine', action: 'connected', time }]
}
