import type { Container, Image, Network, Port, Volume } from '../../contract/index.ts'
import { isBuiltInNetwork } from './built-in.ts'
import type { ListedContainer, ListedImage, ListedNetwork, ListedVolume } from './schemas.ts'
import { exitCodeOf, healthOf, stateOf } from './status.ts'

const STACK = 'com.docker.compose.project'
const SERVICE = 'com.docker.compose.service'
/** What the engine names a volume that was made without a name. */
const ANONYMOUS = /^[0-9a-f]{64}$/
const ANONYMOUS_LABEL = 'com.docker.volume.anonymous'
const NO_TAG = '<none>:<none>'
const NO_DIGEST = '<none>@<none>'

export function containerView(one: ListedContainer): Container {
  const labels = one.Labels ?? {}
  const state = stateOf(one.State)
  const health = healthOf(one.Status)
  const exitCode = exitCodeOf(one.Status)
  return {
    id: one.Id,
    name: nameOf(one),
    image: one.Image,
    imageId: one.ImageID,
    command: one.Command ?? '',
    created: one.Created * 1_000,
    state,
    ...(health && { health }),
    ...(exitCode !== undefined && { exitCode }),
    ports: portsOf(one.Ports ?? []),
    labels,
    mounts: (one.Mounts ?? []).map((mount) => ({
      type: mount.Type,
      ...(mount.Name && { name: mount.Name }),
      source: mount.Source,
      destination: mount.Destination,
      writable: mount.RW,
    })),
    networks: Object.keys(one.NetworkSettings?.Networks ?? {}).sort(),
    ...(labels[STACK] && { stack: labels[STACK] }),
    ...(labels[SERVICE] && { service: labels[SERVICE] }),
  }
}

/** Links give a container further names, such as `/web/db`; its own has one slash. */
function nameOf({ Names, Id }: ListedContainer): string {
  const own = Names?.find((name) => name.lastIndexOf('/') <= 0) ?? Names?.[0]
  return own?.replace(/^\//, '') ?? Id.slice(0, 12)
}

/** In a stable order, for the engine's is random. */
function portsOf(ports: NonNullable<ListedContainer['Ports']>): Port[] {
  return ports
    .map((port) => ({
      ...(port.IP && { ip: port.IP }),
      ...(port.PublicPort && { public: port.PublicPort }),
      private: port.PrivatePort,
      protocol: port.Type,
    }))
    .sort(
      (a, b) =>
        a.private - b.private ||
        a.protocol.localeCompare(b.protocol) ||
        (a.public ?? 0) - (b.public ?? 0) ||
        (a.ip ?? '').localeCompare(b.ip ?? ''),
    )
}

export function imageView(one: ListedImage): Image {
  return {
    id: one.Id,
    tags: (one.RepoTags ?? []).filter((tag) => tag !== NO_TAG).sort(),
    digests: (one.RepoDigests ?? []).filter((digest) => digest !== NO_DIGEST).sort(),
    created: one.Created * 1_000,
    size: one.Size,
    ...(one.ParentId && { parent: one.ParentId }),
    labels: one.Labels ?? {},
  }
}

export function volumeView(one: ListedVolume): Volume {
  const created = one.CreatedAt ? Date.parse(one.CreatedAt) : Number.NaN
  return {
    id: one.Name,
    driver: one.Driver,
    mountpoint: one.Mountpoint,
    ...(Number.isFinite(created) && { created }),
    labels: one.Labels ?? {},
    options: one.Options ?? {},
    anonymous: ANONYMOUS.test(one.Name) || one.Labels?.[ANONYMOUS_LABEL] !== undefined,
  }
}

export function networkView(one: ListedNetwork): Network {
  const labels = one.Labels ?? {}
  const config = one.IPAM?.Config ?? []
  return {
    id: one.Id,
    name: one.Name,
    driver: one.Driver,
    scope: one.Scope,
    internal: one.Internal,
    attachable: one.Attachable,
    ipv6: one.EnableIPv6,
    subnets: config.flatMap(({ Subnet }) => (Subnet ? [Subnet] : [])),
    // Some engines add the length of the subnet.
    gateways: config.flatMap(({ Gateway }) => (Gateway ? [Gateway.replace(/\/.*$/, '')] : [])),
    builtIn: isBuiltInNetwork({ id: one.Id, name: one.Name, driver: one.Driver }),
    created: Date.parse(one.Created),
    labels,
    ...(labels[STACK] && { stack: labels[STACK] }),
  }
}
