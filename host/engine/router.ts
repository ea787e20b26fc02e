import { os } from '../transport/implementer.ts'
import { metered } from '../transport/metered.ts'

export const enginesRouter = {
  watch: os.engines.watch.handler(({ context, input, signal }) =>
    metered(
      context,
      input.stream,
      context.vms.attended(context.engines.watch(signal), (address) => context.engines.shows(address)),
      signal,
    ),
  ),
  select: os.engines.select.handler(async ({ context, input }) => ({
    command: await context.engines.select(input.engine),
  })),
  retry: os.engines.retry.handler(({ context, input }) => context.engines.retry(input.engine)),
  discover: os.engines.discover.handler(({ context }) => context.engines.discover()),
  add: os.engines.add.handler(({ context, input }) => context.engines.add(input)),
  test: os.engines.test.handler(({ context, input, signal }) => context.engines.test(input, signal)),
  trust: os.engines.trust.handler(({ context, input }) => context.engines.trust(input.host, input.fingerprint)),
  remove: os.engines.remove.handler(async ({ context, input }) => ({
    command: await context.engines.remove(input.engine),
  })),
}
