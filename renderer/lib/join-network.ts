import type { Container, EndpointSpec, LeftPlace, Network, Outcome } from '../../contract/index.ts'
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

/** Takes containers off a network; a toast says how it went, and puts them back on it. */
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
    undo: ({ places }) => (places.length > 0 ? () => putBack(engine, network, who, places) : undefined),
  })
}

/** Puts each on the network with the aliases and addresses it had. */
function putBack(engine: string, network: Where, who: Who, places: readonly LeftPlace[]): void {
  const back = who.filter(({ id }) => places.some(({ container }) => container === id))
  void act({
    doing: `Connecting ${whom(back)} to ${network.name} again`,
    done: `Connected ${whom(back)} to ${network.name} again`,
    failed: `${whom(back)} could not be connected to ${network.name} again.`,
    run: async (signal): Promise<Outcome> => {
      const answers: Outcome[] = []
      for (const { container, endpoint } of places) {
        const plan = { engine, network: network.id, containers: [container], endpoint }
        answers.push(await client.networks.connect(plan, { signal }))
      }
      return {
        command: answers.map(({ command }) => command).join(' && '),
        done: answers.flatMap(({ done }) => done),
        failed: answers.flatMap(({ failed }) => failed),
      }
    },
  })
}
