import type { Readable } from 'node:stream'
import { release } from '../../release.ts'

/**
 * Gives `take` each chunk as it comes in, many in a row where many are there, and waits where it asks for that. The
 * memory of a chunk is given back at once: what is to outlive its chunk has to be copied.
 * @throws what `take` throws, and the stream's error
 */
export async function eachChunk(stream: Readable, take: (chunk: Buffer) => Promise<void> | undefined): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const fail = (error: unknown) => {
      stream.destroy()
      reject(error)
    }
    stream.on('data', (chunk: Buffer) => {
      try {
        const waiting = take(chunk)
        release(chunk)
        if (!waiting) return
        stream.pause()
        waiting.then(() => stream.resume(), fail)
      } catch (error) {
        fail(error)
      }
    })
    stream.on('end', resolve)
    stream.on('error', reject)
  })
}
