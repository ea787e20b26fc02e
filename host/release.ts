const owned = new WeakSet<ArrayBufferLike>()

/**
 * Says that a chunk lies in memory of its own, which nobody else has: what a socket, a file or an unpacker gives does;
 * small buffers that Node makes are parts of one that others have parts of, too.
 */
export function own({ buffer }: Uint8Array): void {
  owned.add(buffer)
}

/** The same parts; the memory of each is given back once the next one is asked for. */
export async function* released<T extends Uint8Array>(parts: AsyncIterable<T>): AsyncGenerator<T, void> {
  for await (const part of parts) {
    yield part
    release(part)
  }
}

/**
 * Gives a chunk’s memory back at once, not when the collector finds time: a gigabyte in chunks of 64 kB otherwise takes
 * some 50 MB at its peak, and thrice the processor time. Where parts of a chunk are used in turn, the last one, at the
 * end of its memory, gives it back. Nothing of it can be read any more. What is not `own`ed stays as it is.
 */
export function release({ buffer, byteOffset, byteLength }: Uint8Array): void {
  if (byteOffset + byteLength !== buffer.byteLength || !owned.delete(buffer)) return
  if (buffer instanceof ArrayBuffer) buffer.transfer(0)
}
