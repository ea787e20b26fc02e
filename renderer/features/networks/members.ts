import type { Container, Network } from '../../../contract/index.ts'

/** A network with the containers that are on it, those that do not run, too. */
export type NetworkRow = { id: string; network: Network; members: readonly Container[] }

/** Each network with its containers, these by name. A row whose network and containers are the same stays the same. */
export function networkRows(
  networks: readonly Network[],
  containers: readonly Container[],
  before: ReadonlyMap<string, NetworkRow>,
): NetworkRow[] {
  const byName = new Map<string, Container[]>()
  for (const container of containers) {
    for (const name of container.networks) {
      const members = byName.get(name)
      if (members) members.push(container)
      else byName.set(name, [container])
    }
  }
  return networks.map((network) => {
    const members = (byName.get(network.name) ?? []).sort((a, b) => (a.name < b.name ? -1 : 1))
    const known = before.get(network.id)
    const same =
      known?.network === network &&
      known.members.length === members.length &&
      known.members.every((member, at) => member === members[at])
    return same ? known : { id: network.id, network, members }
  })
}

/** Whether a container holds its network: one that runs keeps it from being removed. */
export const holds = ({ state }: Pick<Container, 'state'>): boolean =>
  state === 'running' || state === 'paused' || state === 'restarting'
