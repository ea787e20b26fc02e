import type { Duplex } from 'node:stream'

/**
 * Joins two streams, each way at the pace of its reader. The end of one way ends that way alone: whoever asked may still
 * be answered. What breaks one breaks the other.
 */
export function splice(one: Duplex, other: Duplex): void {
  carry(one, other)
  carry(other, one)
}

function carry(from: Duplex, to: Duplex): void {
  from.pipe(to)
  from.on('error', () => to.destroy())
  from.on('close', () => {
    // Closed without having ended: the other end must not wait for more.
    if (!from.readableEnded) to.destroy()
  })
}
