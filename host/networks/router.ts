import { connectCommand, createNetworkCommand, disconnectCommand } from '../../contract/network-commands.ts'
import { os } from '../transport/implementer.ts'
import { check, create } from './create.ts'
import { readMap } from './facts.ts'
import { inspect } from './inspect.ts'
import { connect, disconnect } from './join.ts'
import { containerNames, networkName } from './names.ts'
import { remove, removeCommandOf } from './remove.ts'
import { tryReach } from './try.ts'

export const networksRouter = {
  inspect: os.networks.inspect.handler(({ context: { engines }, input: { engine, id }, signal }) =>
    inspect(engines.client(engine), id, signal),
  ),
  map: os.networks.map.handler(({ context: { engines }, input: { engine }, signal }) =>
    readMap(engines.client(engine), signal ? { signal } : {}),
  ),
  tryReach: os.networks.tryReach.handler(({ context: { engines, toolbox }, input: { engine, ...question }, signal }) =>
    tryReach(engines.client(engine), toolbox, { ...question, protocol: 'tcp' }, signal),
  ),
  check: os.networks.check.handler(({ context: { engines }, input: { engine, network }, signal }) =>
    check(engines.client(engine), network, engines.isHere(engine), signal),
  ),
  create: os.networks.create.handler(({ context: { engines, activity }, input: { engine, network, anyway } }) => {
    const [client, inventory] = [engines.client(engine), engines.inventory(engine)]
    const here = engines.isHere(engine)
    return activity.record(engine, createNetworkCommand(network), () =>
      create(client, inventory, network, { here, anyway }),
    )
  }),
  connect: os.networks.connect.handler(({ context: { engines, activity }, input, signal }) => {
    const { engine, network, containers: ids, endpoint } = input
    const [client, inventory] = [engines.client(engine), engines.inventory(engine)]
    const names = containerNames(inventory, ids)
    const command = connectCommand(networkName(inventory, network), names, endpoint)
    return activity.record(engine, command, () =>
      connect(client, inventory, { network, ids, names, command }, endpoint, signal),
    )
  }),
  disconnect: os.networks.disconnect.handler(({ context: { engines, activity }, input, signal }) => {
    const { engine, network, containers: ids, force } = input
    const [client, inventory] = [engines.client(engine), engines.inventory(engine)]
    const names = containerNames(inventory, ids)
    const command = disconnectCommand(networkName(inventory, network), names, force)
    return activity.record(engine, command, () =>
      disconnect(client, inventory, { network, ids, names, command }, force, signal),
    )
  }),
  remove: os.networks.remove.handler(({ context: { engines, activity }, input, signal }) => {
    const { engine, ids, disconnect: first } = input
    const [client, inventory] = [engines.client(engine), engines.inventory(engine)]
    const command = removeCommandOf(inventory, ids, first)
    return activity.record(engine, command, () => remove(client, inventory, ids, first, signal))
  }),
}
