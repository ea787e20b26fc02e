import { os } from '../transport/implementer.ts'
import { metered } from '../transport/metered.ts'

export const inventoryRouter = {
  watch: os.inventory.watch.handler(({ context, input, signal }) =>
    metered(context, input.stream, context.engines.inventory(input.engine).watch(signal), signal),
  ),
}
