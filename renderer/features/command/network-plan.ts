import type { Action, Container, Network } from '../../../contract/index.ts'
import { EVERYTHING } from '../../lib/list-filter.ts'
import { findNetwork, isNetworkCriterion, networkRows, networkTest } from '../networks/index.ts'
import type { Plan } from './plan.ts'
import { findTargets } from './targets.ts'
import type { Found } from './use-found.ts'

type NetworkAction = Extract<
  Action,
  {
    kind: 'createNetwork' | 'networks' | 'inspectNetworks' | 'removeNetworks' | 'connectNetwork' | 'disconnectNetwork'
  }
>
type NetworkNamed = Extract<Action, { kind: 'removeNetworks' }>['networks'][number]

const ON_NETWORKS: ReadonlySet<Action['kind']> = new Set<NetworkAction['kind']>([
  'createNetwork',
  'networks',
  'inspectNetworks',
  'removeNetworks',
  'connectNetwork',
  'disconnectNetwork',
])

/** Whether an action is about networks. */
export function isOfNetworks(action: Action): action is NetworkAction {
  return ON_NETWORKS.has(action.kind)
}

/** What to do for an action on networks, given what is there. */
export function networkPlanOf(
  action: NetworkAction,
  networks: readonly Network[],
  containers: readonly Container[],
  idsOf: Found['idsOf'],
): Plan {
  switch (action.kind) {
    case 'createNetwork':
      return { kind: 'create-network', network: action.network }
    case 'networks': {
      const unknown = action.filters.find((filter) => !isNetworkCriterion(filter))
      if (unknown) return onlyEngine(unknown.key)
      return { kind: 'networks', filter: { ...EVERYTHING, criteria: action.filters } }
    }
    case 'inspectNetworks': {
      const { found, missing, unknown } = targetsOf(action.networks, networks, containers)
      if (unknown !== undefined) return onlyEngine(unknown)
      const [network] = found
      return network ? { kind: 'network', network, tab: 'inspect' } : notThere(missing)
    }
    case 'removeNetworks': {
      const { found, missing, unknown } = targetsOf(action.networks, networks, containers)
      if (unknown !== undefined) return onlyEngine(unknown)
      if (found.length === 0) return notThere(missing)
      const own = found.filter(({ builtIn }) => !builtIn)
      if (own.length === 0) return nothing(`The engine’s own networks can’t be removed.`, 'Every engine has them.')
      return { kind: 'remove-networks', networks: own, missing }
    }
    case 'connectNetwork':
    case 'disconnectNetwork': {
      const network = findNetwork(networks, action.network)
      if (!network) return notThere([action.network])
      const { containers: found, missing, unknown } = findTargets(action.targets, containers, idsOf)
      if (unknown.length > 0) return onlyEngine(unknown[0] ?? '')
      if (found.length === 0) {
        return missing.length > 0
          ? nothing(`No container is named ${missing.join(', ')}.`, 'Look at the list for its name.')
          : nothing('No container fits.', 'There is nothing to do.')
      }
      if (action.kind === 'connectNetwork')
        return { kind: 'connect', network, containers: found, missing, endpoint: action.endpoint }
      return { kind: 'disconnect', network, containers: found, missing, force: action.force }
    }
  }
}

function targetsOf(named: readonly NetworkNamed[], networks: readonly Network[], containers: readonly Container[]) {
  const found = new Map<string, Network>()
  const missing: string[] = []
  for (const one of named) {
    if ('set' in one) {
      const unknown = one.set.filters.find((filter) => !isNetworkCriterion(filter))
      if (unknown) return { found: [], missing, unknown: unknown.key }
      const fits = networkTest(one.set.filters)
      for (const row of networkRows(networks, containers, new Map())) if (fits(row)) found.set(row.id, row.network)
      continue
    }
    const network = findNetwork(networks, one.name)
    if (network) found.set(network.id, network)
    else missing.push(one.name)
  }
  return { found: [...found.values()], missing, unknown: undefined }
}

const nothing = (why: string, next: string): Plan => ({ kind: 'nothing', why, next })
const onlyEngine = (key: string) =>
  nothing(`Only the engine can apply the filter “${key}”.`, 'Choose them in the list.')
const notThere = (missing: readonly string[]) =>
  missing.length === 0
    ? nothing('No network fits.', 'There is nothing to do.')
    : nothing(`No network is named ${missing.join(', ')}.`, 'Look at the list for its name.')
