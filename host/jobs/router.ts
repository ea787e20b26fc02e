import { os } from '../transport/implementer.ts'
import { metered } from '../transport/metered.ts'

export const jobsRouter = {
  watch: os.jobs.watch.handler(({ context, input, signal }) =>
    metered(context, input.stream, context.jobs.watch(signal), signal),
  ),
  cancel: os.jobs.cancel.handler(({ context, input }) => context.jobs.cancel(input.job)),
}
