import { z } from 'zod'
import type { EngineClient } from '../engine/index.ts'
import { asSlipwayError } from '../errors.ts'
import { linesOf } from '../lines.ts'
import { unlessGone } from './gone.ts'
import { readSubject, type Subject } from './subject.ts'

const event = z.object({ Action: z.string().optional(), status: z.string().optional() })

/**
 * Waits until a container that ended starts again, missing nothing since it ended.
 * @returns false when it is removed instead
 * @throws SlipwayError when the engine goes away; the signal's reason
 */
export async function started(client: EngineClient, subject: Subject, signal?: AbortSignal): Promise<boolean> {
  const response = await client.bytes('/events', {
    query: {
      since: secondsOf(subject.ended),
      filters: JSON.stringify({ type: ['container'], container: [subject.id], event: ['start', 'destroy', 'remove'] }),
    },
    ...(signal && { signal }),
  })
  try {
    for await (const line of linesOf(response)) {
      const { Action, status } = event.parse(JSON.parse(line))
      if ((Action ?? status) !== 'start') return false
      // The start of a run that was over at once is told after its end.
      if (await isAnother(client, subject, signal)) return true
    }
  } catch (error) {
    throw signal?.aborted ? signal.reason : asSlipwayError(error, 'The engine’s events broke off.')
  } finally {
    response.destroy()
  }
  signal?.throwIfAborted()
  throw asSlipwayError(new Error('The engine ended its event stream.'), 'The log can’t be followed on.')
}

/** Whether the container has run again since. One that is gone is told as removed next. */
async function isAnother(client: EngineClient, { id, started }: Subject, signal?: AbortSignal): Promise<boolean> {
  const now = await unlessGone(readSubject(client, id, signal))
  return now !== undefined && now.started !== started
}

/** RFC 3339 as seconds with nanoseconds, the form in which engines take a time without rounding it. */
function secondsOf(time: string): string {
  const nanoseconds = (/\.(\d{1,9})/.exec(time)?.[1] ?? '').padEnd(9, '0')
  return `${Math.floor(Date.parse(time) / 1_000)}.${nanoseconds}`
}
