import { os } from '../transport/implementer.ts'
import { metered } from '../transport/metered.ts'

export const publishRouter = {
  watch: os.publish.watch.handler(({ context, input, signal }) =>
    metered(context, input.stream, context.publisher.watch(signal), signal),
  ),
}
