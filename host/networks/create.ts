import { z } from 'zod'
import type { NetworkProblem, NetworkSpec } from '../../contract/index.ts'
import { createNetworkCommand } from '../../contract/network-commands.ts'
import type { EngineClient } from '../engine/index.ts'
import { SlipwayError } from '../errors.ts'
import { type Inventory, readNetworks } from '../inventory/index.ts'
import { createBody } from './body.ts'
import { networkProblems } from './check.ts'
import { hostRoutes } from './routes.ts'

const answer = z.object({ Id: z.string(), Warning: z.string().nullish() })

const info = z.object({
  Swarm: z.object({ LocalNodeState: z.string().default(''), ControlAvailable: z.boolean().default(false) }).nullish(),
})

/** What speaks against making it. `here` is whether the engine runs on this computer, whose routes count then. */
export async function check(
  client: EngineClient,
  network: NetworkSpec,
  here: boolean,
  signal?: AbortSignal,
): Promise<NetworkProblem[]> {
  // Asked anew: the engine does not tell when a network of settings alone is removed.
  const networks = await readNetworks(client, signal ? { signal } : {})
  const problems = networkProblems(network, networks, here ? await hostRoutes() : [])
  const wantsSwarm = network.driver === 'overlay' || network.scope === 'swarm' || network.ingress
  const what = wantsSwarm ? await noSwarm(client, signal) : undefined
  return what === undefined ? problems : [{ field: 'driver', what, mayPass: false }, ...problems]
}

async function noSwarm(client: EngineClient, signal?: AbortSignal): Promise<string | undefined> {
  const { Swarm } = await client.json(info, 'GET', '/info', signal ? { signal } : {})
  if (Swarm?.LocalNodeState !== 'active') {
    return 'It needs a swarm, and this engine is in none: docker swarm init makes one.'
  }
  return Swarm.ControlAvailable
    ? undefined
    : 'Only a manager of the swarm makes such networks; this engine is a worker.'
}

/** Makes a network. @throws SlipwayError CONFLICT when its addresses are taken, or with the engine's reason */
export async function create(
  client: EngineClient,
  inventory: Inventory,
  network: NetworkSpec,
  { here, anyway }: { here: boolean; anyway: boolean },
) {
  const [problem] = await check(client, network, here && !anyway)
  if (problem) {
    throw new SlipwayError(problem.field === 'subnet' || problem.field === 'name' ? 'CONFLICT' : 'INVALID', {
      what: `The network ${network.name} was not made.`,
      why: problem.what,
      next: problem.mayPass
        ? 'Choose other addresses, or leave the choice to the engine.'
        : 'Change it, then create the network.',
    })
  }
  const body = createBody(network, client.apiVersion)
  const { Id, Warning } = await client.json(answer, 'POST', '/networks/create', { body, timeout: 0 })
  // Podman 4 tells of none.
  inventory.again('network', Id)
  return { id: Id, warning: Warning ?? '', command: createNetworkCommand(network) }
}
