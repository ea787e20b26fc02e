import { setTimeout as sleep } from 'node:timers/promises'
import type { LogLine } from '../../contract/index.ts'
import type { EngineAccess } from './engine.ts'
import { type OpenHost, streamName } from './host.ts'
import { run } from './run.ts'

/** What `docker logs` prints, both its outputs in the order in which they came, byte for byte. */
export async function dockerLogs(engine: EngineAccess, ...args: string[]): Promise<string> {
  // The dot keeps the last newline, which `run` would take off.
  const script = 'docker -H "$0" logs "$@" 2>&1; printf .'
  const text = await run('sh', ['-c', script, engine.address, ...args])
  return text.slice(0, -1)
}

/** Lines as `docker logs -t` prints them. */
export const printed = (lines: readonly LogLine[]): string =>
  lines.map(({ time, text, more }) => `${time} ${text}${more ? '' : '\n'}`).join('')

export type FollowInput = { id: string; tail: number; since?: number }

/** A log's reader as the UI is one. */
export class LogFollower {
  lines: LogLine[] = []
  /** What each item told: how many lines, or that the container ended. */
  readonly told: Array<number | 'ended'> = []
  /** Whether the first lines are the log's. */
  start: boolean | undefined
  failure: unknown
  over = false
  readonly #leave = new AbortController()

  static open(host: OpenHost, input: FollowInput): LogFollower {
    const follower = new LogFollower()
    follower.#read(host, input).catch((error) => {
      if (!follower.#leave.signal.aborted) follower.failure = error
    })
    return follower
  }

  leave(): void {
    this.#leave.abort()
  }

  get text(): string {
    return this.lines.map(({ text, more }) => `${text}${more ? '' : '\n'}`).join('')
  }

  /** Waits until that holds. @throws after `ms`, with what was read */
  async until(holds: (follower: LogFollower) => boolean, ms = 15_000): Promise<void> {
    for (const limit = Date.now() + ms; !holds(this); await sleep(5)) {
      if (this.failure !== undefined) throw this.failure
      if (Date.now() > limit) throw new Error(`not so within ${ms} ms; read: ${JSON.stringify(this.text.slice(-500))}`)
    }
  }

  async #read({ client, engine }: OpenHost, input: FollowInput): Promise<void> {
    const stream = streamName()
    for await (const news of await client.logs.follow({ engine, stream, ...input }, { signal: this.#leave.signal })) {
      if (news.type === 'ended') this.told.push('ended')
      else {
        this.start ??= news.start
        this.lines.push(...news.lines)
        this.told.push(news.lines.length)
      }
      await client.flow.ack({ stream, count: 1 })
    }
    this.over = true
  }
}
