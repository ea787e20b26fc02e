import { portHolder } from '../port-holder/index.ts'
import { os } from '../transport/implementer.ts'
import { heldPorts } from './held.ts'

export const hostPortsRouter = {
  held: os.hostPorts.held.handler(({ context: { engines }, input }) =>
    engines.isHere(input.engine) ? heldPorts() : [],
  ),
  holder: os.hostPorts.holder.handler(
    async ({ input: { protocol, port } }) => (await portHolder(protocol, port)) ?? {},
  ),
}
