import { os } from '../transport/implementer.ts'
import { metered } from '../transport/metered.ts'

export const settingsRouter = {
  watch: os.settings.watch.handler(({ context, input, signal }) =>
    metered(context, input.stream, context.settings.watch(signal), signal),
  ),
  change: os.settings.change.handler(({ context, input }) => context.settings.change(input)),
}
