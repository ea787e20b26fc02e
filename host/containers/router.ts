import { os } from '../transport/implementer.ts'
import { metered } from '../transport/metered.ts'
import { act, actCommand } from './act.ts'
import { inspect } from './inspect.ts'
import { namesOf } from './names.ts'
import { processes } from './processes.ts'
import { losses, remove, removeCommand } from './removal.ts'

export const containersRouter = {
  act: os.containers.act.handler(({ context: { engines, activity }, input, signal }) => {
    const { engine, ids } = input
    const [client, inventory] = [engines.client(engine), engines.inventory(engine)]
    const command = actCommand(input, namesOf(inventory, ids))
    return activity.record(engine, command, () => act(client, inventory, ids, input, signal))
  }),
  losses: os.containers.losses.handler(({ context: { engines }, input, signal }) =>
    losses(engines.client(input.engine), engines.inventory(input.engine), input.ids, signal),
  ),
  remove: os.containers.remove.handler(({ context: { engines, activity }, input, signal }) => {
    const { engine, ids } = input
    const [client, inventory] = [engines.client(engine), engines.inventory(engine)]
    const command = removeCommand(input, namesOf(inventory, ids))
    return activity.record(engine, command, () => remove(client, inventory, ids, input, signal))
  }),
  inspect: os.containers.inspect.handler(({ context: { engines }, input, signal }) =>
    inspect(engines.client(input.engine), input.id, signal),
  ),
  processes: os.containers.processes.handler(({ context, input, signal }) =>
    metered(context, input.stream, processes(context.engines.client(input.engine), input.id, signal), signal),
  ),
}
