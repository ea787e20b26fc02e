import type { Readable } from 'node:stream'

/**
 * Gives `take` each chunk as it comes in, many in a row where many are there, and waits where it asks for that. The
 * memory of a chunk is given back at once, not when the collector finds time: a gigabyte in chunks of 64 kB otherwise
 * takes some 50 MB at its peak, and thrice the processor time. What is to outlive its chunk has to be copied.
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

function release({ buffer, byteLength }: Buffer): void {
  // Node's pool hands out less than half of itself at a time; the rest of it belongs to others.
  if (buffer instanceof ArrayBuffer && byteLength * 2 >= buffer.byteLength) buffer.transfer(0)
}
