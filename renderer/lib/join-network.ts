import type { Container, EndpointSpec, Network } from '../../contract/index.ts'
import { PLAIN_ENDPOINT } from '../../contract/network-commands.ts'
import { act } from './act.ts'
import { client } from './connection.ts'
import { count } from './format.ts'

type Who = readonly Pick<Container, 'id' | 'name'>[]
type Where = Pick<Network, 'id' | 'name'>

const whom = (who: Who): string => (who.length === 1 ? (who[0]?.name ?? '') : count(who.length, 'container'))

/** Puts containers on a network; a toast says how it went. */
export function join(engine: string, network: Where, who: Who, endpoint: EndpointSpec = PLAIN_ENDPOINT) {
  return act({
    doing: `Connecting ${whom(who)} to ${network.name}`,
    done: `Connected ${whom(who)} to ${network.name}`,
    failed: `${whom(who)} could not be connected to ${network.name}.`,
    run: (signal) =>
      client.networks.connect(
        { engine, network: network.id, containers: who.map(({ id }) => id), endpoint },
        { signal },
      ),
  })
}

/** Takes containers off a network; a toast says how it went. */
export function leave(engine: string, network: Where, who: Who, force = false) {
  return act({
    doing: `Disconnecting ${whom(who)} from ${network.name}`,
    done: `Disconnected ${whom(who)} from ${network.name}`,
    failed: `${whom(who)} could not be disconnected from ${network.name}.`,
    run: (signal) =>
      client.networks.disconnect(
        { engine, network: network.id, containers: who.map(({ id }) => id), force },
        { signal },
      ),
  })
}
