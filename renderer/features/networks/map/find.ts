import type { NetworkedContainer, NetworkMap, NetworkRules } from '../../../../contract/index.ts'

/** What is looked for in the picture: ids of networks and containers that have it. */
export type Hits = { networks: ReadonlySet<string>; containers: ReadonlySet<string> }

/** Everything whose name, address, port or other words hold each word of the text; undefined for an empty one. */
export function findInMap({ containers, networks }: NetworkMap, text: string): Hits | undefined {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return undefined
  const fits = (said: string) => words.every((word) => said.includes(word))
  return {
    networks: new Set(networks.filter((one) => fits(networkWords(one))).map(({ id }) => id)),
    containers: new Set(containers.filter((one) => fits(containerWords(one))).map(({ id }) => id)),
  }
}

const networkWords = ({ name, driver, subnets, id, stack = '' }: NetworkRules): string =>
  [name, driver, ...subnets, id, stack].join('\n').toLowerCase()

const containerWords = ({ name, image, endpoints, ports, id, stack = '' }: NetworkedContainer): string =>
  [
    ...[name, image, id, stack],
    ...endpoints.flatMap((place) => [place.address ?? '', place.address6 ?? '', ...place.names]),
    ...ports.map((port) => `:${port.public ?? port.private}`),
  ]
    .join('\n')
    .toLowerCase()
