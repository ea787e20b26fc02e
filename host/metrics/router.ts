import { os } from '../transport/implementer.ts'
import { metered } from '../transport/metered.ts'

export const metricsRouter = {
  watch: os.metrics.watch.handler(({ context, input, signal }) =>
    metered(context, input.stream, context.metrics.watch(signal), signal),
  ),
  setEnabled: os.metrics.setEnabled.handler(({ context, input }) => context.metrics.setEnabled(input.enabled)),
  makeToken: os.metrics.makeToken.handler(async ({ context }) => ({ token: await context.metrics.makeToken() })),
  dropToken: os.metrics.dropToken.handler(({ context }) => context.metrics.dropToken()),
}
