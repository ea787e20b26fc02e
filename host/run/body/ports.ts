import type { Run } from '../../../contract/run.ts'

type Binding = { HostIp: string; HostPort: string }

/** Published and exposed ports as the engine takes them. */
export function portsOf(run: Run): { exposed: Record<string, object>; bindings: Record<string, Binding[]> } {
  const exposed: Record<string, object> = {}
  const bindings: Record<string, Binding[]> = {}
  for (const { ip = '', host, container, protocol } of run.publish) {
    // A range of the host's ports for one port of the container: the engine takes a free one of them.
    const pool = host && container.from === container.to && host.from !== host.to
    for (let port = container.from; port <= container.to; port++) {
      const key = `${port}/${protocol}`
      const HostPort = !host ? '' : pool ? `${host.from}-${host.to}` : String(host.from + port - container.from)
      exposed[key] = {}
      bindings[key] ??= []
      bindings[key].push({ HostIp: ip, HostPort })
    }
  }
  for (const { from, to, protocol } of run.expose) {
    for (let port = from; port <= to; port++) exposed[`${port}/${protocol}`] = {}
  }
  return { exposed, bindings }
}
