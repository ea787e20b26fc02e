import { isIPv6 } from 'node:net'
import type { InspectedContainer } from '../connection/inspected.ts'
import { type Binding, keyOf } from './binding.ts'

type Ports = NonNullable<InspectedContainer['NetworkSettings']['Ports']>

/**
 * What a container publishes, as it was asked for. The guest's engine publishes over IPv4 only, as its networks have
 * nothing else; on this computer a port without an address is to be had over both, and one at `::1` there.
 */
export function publishedBy({ Id, Name, HostConfig, NetworkSettings }: InspectedContainer): Binding[] {
  const container = { id: Id, name: Name.replace(/^\//, '') }
  const found = new Map<string, Binding>()
  const add = (port: string, address: string, hostPort: string) => {
    const [inside = '', protocol] = port.split('/')
    if ((protocol !== 'tcp' && protocol !== 'udp') || !/^\d{1,5}$/.test(inside) || !/^\d{1,5}$/.test(hostPort)) return
    const binding = { protocol, address, port: Number(hostPort), inside: Number(inside), container } as const
    found.set(keyOf(binding), binding)
  }
  const published = NetworkSettings.Ports ?? {}
  for (const { port, HostIp, HostPort } of each(published)) add(port, HostIp || '0.0.0.0', HostPort)
  for (const { port, HostIp, HostPort } of each(HostConfig.PortBindings ?? {})) {
    if (isIPv6(HostIp)) add(port, HostIp, HostPort)
    // One whose port was left to chance has the port that it got.
    if (HostIp === '') {
      for (const actual of published[port] ?? []) {
        if (HostPort === '' || HostPort.includes('-') || actual.HostPort === HostPort) add(port, '::', actual.HostPort)
      }
    }
  }
  return [...found.values()]
}

function* each(ports: Ports) {
  for (const [port, list] of Object.entries(ports)) for (const binding of list ?? []) yield { port, ...binding }
}
