import type { Run } from '../../../contract/run.ts'
import { jsonInteger, orNull, record } from '../values/json.ts'
import { type Endpoint, endpointsOf } from './endpoints.ts'

/** What the engine tells of an endpoint; the CLI sends it empty. */
const UNSAID = {
  NetworkID: '',
  EndpointID: '',
  Gateway: '',
  IPAddress: '',
  IPPrefixLen: 0,
  IPv6Gateway: '',
  GlobalIPv6Address: '',
  GlobalIPv6PrefixLen: 0,
  DNSNames: null,
}

/** `NetworkingConfig` of the container to create. @throws Conflict */
export function networkingConfig(run: Run): { EndpointsConfig: Record<string, unknown> } {
  const endpoints = endpointsOf(run)
  // A single network of which nothing more is said goes without an endpoint; the engine adds it.
  const silent = run.network.length === 1 && endpoints.every(isPlain)
  return { EndpointsConfig: record(silent ? [] : endpoints.map((endpoint) => [endpoint.name, settings(endpoint)])) }
}

function isPlain(endpoint: Endpoint): boolean {
  const { aliases, driverOptions, ip, ip6, linkLocalIps, macAddress, gatewayPriority = 0, links } = endpoint
  const said = [ip, ip6, macAddress].some((value) => value !== undefined)
  return (
    !said && gatewayPriority === 0 && aliases.length + driverOptions.length + linkLocalIps.length + links.length === 0
  )
}

function settings(endpoint: Endpoint): object {
  const { aliases, driverOptions, ip, ip6, linkLocalIps, macAddress, gatewayPriority, links } = endpoint
  const addressed = ip !== undefined || ip6 !== undefined || linkLocalIps.length > 0
  return {
    IPAMConfig: addressed
      ? {
          ...(ip !== undefined && { IPv4Address: ip }),
          ...(ip6 !== undefined && { IPv6Address: ip6 }),
          ...(linkLocalIps.length > 0 && { LinkLocalIPs: linkLocalIps }),
        }
      : null,
    Links: orNull(links),
    Aliases: orNull(aliases),
    MacAddress: macAddress ?? '',
    DriverOpts: driverOptions.length > 0 ? record(driverOptions.map(({ key, value }) => [key, value])) : null,
    GwPriority: jsonInteger(gatewayPriority),
    ...UNSAID,
  }
}
