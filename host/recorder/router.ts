import { os } from '../transport/implementer.ts'
import { metered } from '../transport/metered.ts'

export const recorderRouter = {
  watch: os.recorder.watch.handler(({ context, input, signal }) =>
    metered(context, input.stream, context.recorder.watch(signal), signal),
  ),
  configure: os.recorder.configure.handler(({ context, input }) => context.recorder.configure(input)),
  forget: os.recorder.forget.handler(({ context }) => context.recorder.forget()),
  history: os.recorder.history.handler(({ context, input: { containers, ...rest } }) =>
    context.recorder.history({ ...rest, ...(containers && { containers }) }),
  ),
  events: os.recorder.events.handler(({ context, input: { containers, ...rest } }) =>
    context.recorder.events({ ...rest, ...(containers && { containers }) }),
  ),
  incarnations: os.recorder.incarnations.handler(({ context, input: { container, ended, search, ...rest } }) =>
    context.recorder.incarnations({
      ...rest,
      ...(container !== undefined && { container }),
      ...(ended !== undefined && { ended }),
      ...(search !== undefined && { search }),
    }),
  ),
  story: os.recorder.story.handler(({ context, input }) => context.recorder.story(input.engine, input.incarnation)),
  dashboard: os.recorder.dashboard.handler(({ context, input: { engine, from, to } }) =>
    context.recorder.dashboard(engine, from, to),
  ),
}
