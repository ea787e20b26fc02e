import type { EndpointSpec, NetworkSpec, Pair } from '../../contract/index.ts'

const record = (pairs: readonly Pair[]) => Object.fromEntries(pairs.map(({ key, value }) => [key, value]))

/** Since this version of the API a name that is taken is refused without being asked to. */
const UNASKED_SINCE = 44

/** What `POST /networks/create` is sent, as the docker CLI does. */
export function createBody(network: NetworkSpec, apiVersion: string): object {
  const { ipv4, ipv6 } = network
  return {
    Name: network.name,
    ...(minor(apiVersion) < UNASKED_SINCE && { CheckDuplicate: true }),
    Driver: network.driver,
    Scope: network.scope ?? '',
    ...(ipv4 !== undefined && { EnableIPv4: ipv4 }),
    ...(ipv6 !== undefined && { EnableIPv6: ipv6 }),
    IPAM: {
      Driver: network.ipamDriver ?? 'default',
      Options: record(network.ipamOptions),
      Config: network.subnets.map(({ subnet, range, gateway, reserved }) => ({
        Subnet: subnet,
        ...(range !== undefined && { IPRange: range }),
        ...(gateway !== undefined && { Gateway: gateway }),
        ...(reserved.length > 0 && { AuxiliaryAddresses: record(reserved) }),
      })),
    },
    Internal: network.internal,
    Attachable: network.attachable,
    Ingress: network.ingress,
    ConfigOnly: network.configOnly,
    ConfigFrom: network.configFrom === undefined ? null : { Network: network.configFrom },
    Options: record(network.options),
    Labels: record(network.labels),
  }
}

/** What the engine tells of an endpoint; the CLI sends it empty. */
const UNSAID = {
  MacAddress: '',
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

/** What `POST /networks/{id}/connect` is sent, as the docker CLI does. */
export function connectBody(container: string, endpoint: EndpointSpec): object {
  const { ip, ip6, linkLocalIps, links, aliases, driverOptions, gatewayPriority = 0 } = endpoint
  return {
    Container: container,
    EndpointConfig: {
      IPAMConfig: {
        ...(ip !== undefined && { IPv4Address: ip }),
        ...(ip6 !== undefined && { IPv6Address: ip6 }),
        ...(linkLocalIps.length > 0 && { LinkLocalIPs: linkLocalIps }),
      },
      Links: links.length === 0 ? null : links,
      Aliases: aliases,
      DriverOpts: record(driverOptions),
      GwPriority: Number(gatewayPriority),
      ...UNSAID,
    },
  }
}

/** What `POST /networks/{id}/disconnect` is sent. */
export const disconnectBody = (container: string, force: boolean): object => ({ Container: container, Force: force })

const minor = (apiVersion: string): number => Number(apiVersion.split('.')[1] ?? 0)
