import { type ClientLink, createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import type { Contract, Problem } from '../../contract/index.ts'
import { ProblemError } from './problem.ts'
import { createStore, type Store } from './store.ts'
import { type OpenWire, type Wire, WireError } from './wire.ts'

/**
 *   connecting ──▶ open ──▶ lost ──▶ open …
 *       ├────────▶ lost
 *       └────────▶ signed-out ──▶ connecting
 */
export type ConnectionState =
  | { state: 'connecting' }
  | { state: 'open' }
  | { state: 'lost'; problem: Problem }
  | { state: 'signed-out' }

export type Client = ContractRouterClient<Contract>

export type Connection = {
  state: Store<ConnectionState>
  client: Client
  /** Opens the line now, also when an attempt is waiting for its time. */
  connect: () => void
}

/** Waits between attempts, in milliseconds; the last one stays. */
const BACKOFF = [200, 400, 800, 1_500, 3_000]

/**
 * A connection to the host which reopens itself. Calls wait while the first attempt is under way and are rejected with
 * a problem once the line is lost, so nothing hangs.
 */
export function createConnection(open: OpenWire): Connection {
  const state = createStore<ConnectionState>({ state: 'connecting' })
  let wire: Wire | undefined
  let attempts = 0
  let opening = false
  let timer: ReturnType<typeof setTimeout> | undefined

  const connect = () => {
    if (opening || wire) return
    clearTimeout(timer)
    if (state.get().state === 'signed-out') state.set({ state: 'connecting' })
    opening = true
    open(lost)
      .then(opened, failed)
      .finally(() => {
        opening = false
      })
  }
  const opened = (line: Wire) => {
    wire = line
    attempts = 0
    state.set({ state: 'open' })
  }
  const lost = () => {
    wire = undefined
    state.set({ state: 'lost', problem: LOST })
    again()
  }
  const failed = (error: unknown) => {
    if (error instanceof WireError && error.reason === 'signed-out') {
      state.set({ state: 'signed-out' })
      return
    }
    if (state.get().state !== 'lost') state.set({ state: 'lost', problem: LOST })
    again()
  }
  const again = () => {
    timer = setTimeout(connect, BACKOFF[Math.min(attempts, BACKOFF.length - 1)])
    attempts += 1
  }

  const link: ClientLink<Record<never, never>> = {
    call: async (path, input, options) => {
      await settled(state, options.signal)
      const line = wire
      if (!line) throw new ProblemError(state.get().state === 'signed-out' ? SIGNED_OUT : LOST)
      try {
        return await line.link.call(path, input, options)
      } catch (error) {
        if (wire !== line && !options.signal?.aborted) throw new ProblemError(LOST, { cause: error })
        throw error
      }
    },
  }
  return { state, client: createORPCClient<Client>(link), connect }
}

const LOST: Problem = {
  what: 'Slipway’s host does not answer.',
  why: 'The connection between this page and the host is broken.',
  next: 'Slipway tries again by itself. If it does not come back, start Slipway again.',
}
const SIGNED_OUT: Problem = {
  what: 'You are not signed in.',
  why: 'The host wants to know who asks.',
  next: 'Open the sign-in link that `slipway serve` printed.',
}

/** Waits until the first attempt is decided. */
function settled(state: Store<ConnectionState>, signal: AbortSignal | undefined): Promise<void> {
  return until(state, (now) => now.state !== 'connecting', signal)
}

/** Waits until the connection’s state is one that is wanted; rejects with the signal's reason. */
export function until(
  state: Store<ConnectionState>,
  wanted: (now: ConnectionState) => boolean,
  signal: AbortSignal | undefined,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = () => {
      stop()
      signal?.removeEventListener('abort', abort)
    }
    const check = () => {
      if (!wanted(state.get())) return
      leave()
      resolve()
    }
    const abort = () => {
      leave()
      reject(signal?.reason)
    }
    const stop = state.subscribe(check)
    signal?.addEventListener('abort', abort)
    if (signal?.aborted) abort()
    else check()
  })
}
