import { os } from '../transport/implementer.ts'
import { metered } from '../transport/metered.ts'

export const terminalsRouter = {
  list: os.terminals.list.handler(({ context, input, signal }) =>
    metered(context, input.stream, context.terminals.list(input.engine, input.container, signal), signal),
  ),
  // Which shell there is, and so the command, is known only afterwards.
  exec: os.terminals.exec.handler(async ({ context: { activity, engines, terminals }, input, signal }) => {
    const { engine, container, ...request } = input
    const opened = await terminals.exec({ engine, container, client: engines.client(engine) }, request, signal)
    return await activity.record(engine, opened.command, async () => opened)
  }),
  attach: os.terminals.attach.handler(async ({ context: { activity, engines, terminals }, input, signal }) => {
    const { engine, container, ...size } = input
    const opened = await terminals.attach({ engine, container, client: engines.client(engine) }, size, signal)
    return await activity.record(engine, opened.command, async () => opened)
  }),
  watch: os.terminals.watch.handler(({ context, input, signal }) =>
    metered(context, input.stream, context.terminals.watch(input.terminal, signal), signal),
  ),
  write: os.terminals.write.handler(({ context, input }) => context.terminals.write(input.terminal, input.text)),
  resize: os.terminals.resize.handler(({ context, input: { terminal, ...size } }) =>
    context.terminals.resize(terminal, size),
  ),
  close: os.terminals.close.handler(({ context, input }) => context.terminals.close(input.terminal)),
}
