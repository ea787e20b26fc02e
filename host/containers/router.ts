import { os } from '../transport/implementer.ts'
import { metered } from '../transport/metered.ts'
import { act } from './act.ts'
import { inspect } from './inspect.ts'
import { processes } from './processes.ts'
import { losses, remove } from './removal.ts'

export const containersRouter = {
  act: os.containers.act.handler(({ context: { engines }, input, signal }) =>
    act(engines.client(input.engine), engines.inventory(input.engine), input.ids, input, signal),
  ),
  losses: os.containers.losses.handler(({ context: { engines }, input, signal }) =>
    losses(engines.client(input.engine), engines.inventory(input.engine), input.ids, signal),
  ),
  remove: os.containers.remove.handler(({ context: { engines }, input, signal }) =>
    remove(engines.client(input.engine), engines.inventory(input.engine), input.ids, input, signal),
  ),
  inspect: os.containers.inspect.handler(({ context: { engines }, input, signal }) =>
    inspect(engines.client(input.engine), input.id, signal),
  ),
  processes: os.containers.processes.handler(({ context, input, signal }) =>
    metered(context, input.stream, processes(context.engines.client(input.engine), input.id, signal), signal),
  ),
}
