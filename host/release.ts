/** Node’s pool hands out smaller buffers as parts of one; that belongs to others, too. Bytes. */
const OWN = 16 * 1024

/**
 * Gives the memory of a part of a stream back at once, not when the collector finds time: a gigabyte in chunks of 64 kB
 * otherwise takes some 50 MB at its peak, and thrice the processor time. Where several parts lie in one memory, they are
 * released in turn, and the one at its end gives it back. Nothing of it can be read any more.
 */
export function release({ buffer, byteOffset, byteLength }: Uint8Array): void {
  if (!(buffer instanceof ArrayBuffer) || buffer.byteLength < OWN) return
  if (byteOffset + byteLength === buffer.byteLength) buffer.transfer(0)
}
