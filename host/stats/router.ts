import { os } from '../transport/implementer.ts'
import { metered } from '../transport/metered.ts'
import { watchStats } from './watch.ts'

export const statsRouter = {
  watch: os.stats.watch.handler(({ context, input, signal }) => {
    const { engines, shown } = context
    const engine = { client: engines.client(input.engine), inventory: engines.inventory(input.engine) }
    return metered(context, input.stream, watchStats(engine, shown, input.stream, signal), signal)
  }),
  show: os.stats.show.handler(({ context, input }) => context.shown.show(input.stream, input.ids)),
}
