import type { Credits } from './credits.ts'
import { declared } from './declared.ts'

/**
 * The items of `source`, each pulled only when the reader has room for it.
 * A source that keeps state thus merges what a slow reader missed; one that reads a socket stops reading.
 * The source must end by the same signal.
 */
export async function* metered<T>(
  context: { credits: Credits },
  stream: string,
  source: AsyncGenerator<T>,
  signal: AbortSignal | undefined,
): AsyncGenerator<T, void, void> {
  context.credits.open(stream)
  try {
    while (true) {
      await context.credits.take(stream, signal)
      const step = await source.next()
      if (step.done) return
      yield step.value
    }
  } catch (error) {
    // The reader left: that is an end, not a failure.
    if (!signal?.aborted) throw declared(error)
  } finally {
    context.credits.close(stream)
    await source.return(undefined)
  }
}
