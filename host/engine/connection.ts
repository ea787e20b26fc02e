import type { EngineFacts, EngineStatus } from '../../contract/index.ts'
import { asSlipwayError, SlipwayError } from '../errors.ts'
import { Inventory } from '../inventory/index.ts'
import { pause } from '../pause.ts'
import { EngineClient } from './client.ts'
import type { Endpoint } from './endpoint.ts'
import { explain } from './explain.ts'
import { handshake } from './handshake.ts'

const FIRST_RETRY_MS = 100
/** An engine that was there is looked for often: it is to be exact within a second of its return. */
const LOST_RETRY_MS = 500
const ABSENT_RETRY_MS = 5_000
const HEARTBEAT_MS = 10_000

/** Keeps one engine connected, and its inventory true. */
export class Connection {
  readonly client: EngineClient
  readonly inventory = new Inventory()
  status: EngineStatus = { state: 'connecting' }
  readonly #onStatus: () => void
  readonly #stop = new AbortController()
  readonly #running: Promise<void>
  #retryNow: (() => void) | undefined

  constructor(endpoint: Endpoint, onStatus: () => void) {
    // What is looked at all the time is no reason for a machine to stay awake.
    this.client = new EngineClient(endpoint.kind === 'vm' ? { ...endpoint, path: endpoint.own } : endpoint)
    this.#onStatus = onStatus
    this.#running = this.#run()
  }

  /** The client of an engine that is there. @throws SlipwayError with the reason when it is not */
  connected(): EngineClient {
    const { status } = this
    if (status.state === 'connected') return this.client
    if (status.state === 'connecting') {
      throw new SlipwayError('ENGINE_UNREACHABLE', {
        what: 'The engine is not connected yet.',
        why: 'The connection is being made.',
        next: 'Try again in a moment.',
      })
    }
    throw new SlipwayError('ENGINE_UNREACHABLE', status.problem)
  }

  /** Tries at once instead of waiting for the next attempt. */
  retry(): void {
    this.#retryNow?.()
  }

  async close(): Promise<void> {
    this.#stop.abort(new Error('closed'))
    await this.#running
    this.client.close()
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop
    let wait = FIRST_RETRY_MS
    let facts: EngineFacts | undefined
    while (!signal.aborted) {
      try {
        facts = await handshake(this.client, signal)
        wait = FIRST_RETRY_MS
        this.#become({ state: 'connected', facts })
        await this.#live(signal)
      } catch (error) {
        if (signal.aborted) return
        const problem = problemOf(error, this.client.endpoint)
        this.client.close()
        this.#become(facts ? { state: 'reconnecting', problem, facts } : { state: 'unreachable', problem })
      }
      await this.#wait(wait, signal)
      wait = Math.min(wait * 2, facts ? LOST_RETRY_MS : ABSENT_RETRY_MS)
    }
  }

  /** Follows the engine until it breaks, which throws. */
  async #live(stop: AbortSignal): Promise<void> {
    const broken = new AbortController()
    const signal = AbortSignal.any([stop, broken.signal])
    try {
      await Promise.race([this.inventory.follow(this.client, signal), this.#heartbeat(signal)])
    } finally {
      broken.abort(new Error('connection lost'))
    }
  }

  /** Notices an engine that is there but no longer answers. */
  async #heartbeat(signal: AbortSignal): Promise<void> {
    while (true) {
      await pause(HEARTBEAT_MS, signal)
      const pong = await this.client.send('GET', '/_ping', { signal, timeout: HEARTBEAT_MS })
      pong.resume()
    }
  }

  async #wait(ms: number, signal: AbortSignal): Promise<void> {
    const hurry = new AbortController()
    this.#retryNow = () => hurry.abort()
    await pause(ms, AbortSignal.any([signal, hurry.signal])).catch(() => {})
    this.#retryNow = undefined
  }

  #become(status: EngineStatus): void {
    this.status = status
    this.#onStatus()
  }
}

const problemOf = (error: unknown, endpoint: Endpoint) =>
  (error instanceof SlipwayError ? error : asSlipwayError(explain(error, endpoint), 'The engine can’t be used.'))
    .problem
