import { isIPv6 } from 'node:net'

/** One port that a container publishes, as it is to be reached on this computer. */
export type Binding = {
  protocol: 'tcp' | 'udp'
  /** As it was asked for: `0.0.0.0`, `127.0.0.1`, `::`, or another address of this computer. */
  address: string
  /** On this computer, and on the guest. */
  port: number
  /** Within the container. */
  inside: number
  container: { id: string; name: string }
}

/** What names a binding among all: no two can have the same. */
export const keyOf = ({ protocol, address, port }: Pick<Binding, 'protocol' | 'address' | 'port'>): string =>
  `${protocol} ${isIPv6(address) ? `[${address}]` : address}:${port}`

/** How a binding gets to this computer. */
export type Way =
  /** QEMU listens, and leads to that address of the guest. */
  | { by: 'machine'; guestAddress?: string }
  /** We listen, and lead to what is published here over IPv4. */
  | { by: 'sibling'; address: string }
  /** We listen, and lead through SSH to the container itself. */
  | { by: 'ssh' }
  | { by: 'none' }

/**
 * Chooses how. QEMU listens on IPv4 only; and a container that is published at one address of the host is not to be
 * had at the guest’s own, but only at that address, or at the container’s.
 * @param all everything that is published, among it what is published twice, over IPv4 and IPv6
 * @param forwards whether the machine can publish ports by itself
 */
export function wayOf(binding: Binding, all: Iterable<Binding>, forwards: boolean): Way {
  const { protocol, address, port } = binding
  if (forwards && address === '0.0.0.0') return { by: 'machine' }
  if (forwards && isLoopback(address)) return { by: 'machine', guestAddress: address }
  if (isIPv6(address)) {
    for (const other of all) {
      if (other.protocol !== protocol || other.port !== port || isIPv6(other.address)) continue
      if (other.address === '0.0.0.0') return { by: 'sibling', address: '127.0.0.1' }
      if (isLoopback(other.address)) return { by: 'sibling', address: other.address }
    }
  }
  return protocol === 'tcp' ? { by: 'ssh' } : { by: 'none' }
}

const isLoopback = (address: string): boolean => address.startsWith('127.')
