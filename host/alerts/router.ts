import { os } from '../transport/implementer.ts'
import { metered } from '../transport/metered.ts'

export const alertsRouter = {
  watch: os.alerts.watch.handler(({ context, input, signal }) =>
    metered(context, input.stream, context.alerts.watch(signal), signal),
  ),
  news: os.alerts.news.handler(({ context, input, signal }) =>
    metered(context, input.stream, context.alerts.news(signal), signal),
  ),
  setRules: os.alerts.setRules.handler(({ context, input }) => context.alerts.setRules(input.rules)),
  setNotify: os.alerts.setNotify.handler(({ context, input }) => context.alerts.setNotify(input.notify)),
  setWebhook: os.alerts.setWebhook.handler(({ context, input }) => context.alerts.setWebhook(input.url)),
  testWebhook: os.alerts.testWebhook.handler(async ({ context, input }) => ({
    status: await context.alerts.testWebhook(input.url),
  })),
}
