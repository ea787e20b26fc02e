import { os } from '../transport/implementer.ts'
import { metered } from '../transport/metered.ts'
import { watchStats } from './watch.ts'

export const statsRouter = {
  watch: os.stats.watch.handler(({ context, input, signal }) => {
    const { samplers, shown } = context
    return metered(context, input.stream, watchStats(samplers.of(input.engine), shown, input.stream, signal), signal)
  }),
  show: os.stats.show.handler(({ context, input }) => context.shown.show(input.stream, input.ids)),
}
