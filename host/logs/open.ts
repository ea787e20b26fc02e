import type { Readable } from 'node:stream'
import type { EngineClient } from '../engine/index.ts'
import { SlipwayError } from '../errors.ts'
import type { Subject } from './subject.ts'
import { engineTime } from './time.ts'

export type LogQuery = {
  /** The newest so many messages; all of them unless told. */
  tail?: number
  /** Milliseconds since 1970. */
  since?: number | undefined
  follow?: boolean
  /** Whether each message begins with its time; yes unless told. */
  timestamps?: boolean
}

/** Asks the engine for a log. @throws SlipwayError, UNSUPPORTED when the container’s log driver keeps none */
export async function openLog(
  client: EngineClient,
  subject: Subject,
  query: LogQuery,
  signal?: AbortSignal,
): Promise<Readable> {
  const { tail, since, follow, timestamps = true } = query
  try {
    return await client.bytes(`/containers/${subject.id}/logs`, {
      query: {
        stdout: true,
        stderr: true,
        timestamps,
        tail: tail ?? 'all',
        ...(since !== undefined && { since: engineTime(since) }),
        ...(follow && { follow }),
      },
      ...(signal && { signal }),
    })
  } catch (error) {
    throw error instanceof SlipwayError && /log(ging)? driver/i.test(error.problem.why)
      ? unreadable(subject, error)
      : error
  }
}

function unreadable({ driver }: Subject, cause: SlipwayError): SlipwayError {
  const why =
    driver === 'none'
      ? 'It was made with the log driver “none”: what it writes is thrown away.'
      : `Its log driver “${driver}” sends the lines elsewhere and keeps none that the engine could read back.`
  const next =
    driver === 'none'
      ? 'Make it again with a log driver that keeps its lines:\n`docker run --log-driver json-file …`'
      : 'Look where that driver sends them, or make the container again with one that keeps its lines:\n`docker run --log-driver json-file …`'
  return new SlipwayError('UNSUPPORTED', { what: 'This container’s log can’t be read.', why, next }, { cause })
}
