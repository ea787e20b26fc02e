import { SlipwayError } from '../errors.ts'

/**
 * Does `work` under a signal that aborts with the caller's, or after `ms` milliseconds. The signal is let go when the
 * work is done, so that a connection made under it lives on.
 * @throws SlipwayError ENGINE_UNREACHABLE when time is up, the caller's reason when it aborts
 */
export async function within<T>(
  ms: number,
  caller: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  caller?.throwIfAborted()
  const own = new AbortController()
  const abort = () => own.abort(caller?.reason)
  const timer = setTimeout(() => own.abort(late(ms)), ms)
  caller?.addEventListener('abort', abort, { once: true })
  try {
    return await work(own.signal)
  } finally {
    clearTimeout(timer)
    caller?.removeEventListener('abort', abort)
  }
}

const late = (ms: number) =>
  new SlipwayError('ENGINE_UNREACHABLE', {
    what: 'The engine takes too long.',
    why: `It did not answer within ${ms / 1000} s.`,
    next: 'Try again. If it stays, look at the engine’s own log.',
  })
