import { os } from './implementer.ts'

export const flowRouter = {
  ack: os.flow.ack.handler(({ context, input }) => context.credits.add(input.stream, input.count)),
}
