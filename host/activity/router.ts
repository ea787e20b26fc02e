import { os } from '../transport/implementer.ts'
import { metered } from '../transport/metered.ts'

export const activityRouter = {
  watch: os.activity.watch.handler(({ context, input, signal }) =>
    metered(context, input.stream, context.activity.watch(signal), signal),
  ),
}
