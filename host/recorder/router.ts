import { SlipwayError } from '../errors.ts'
import { os } from '../transport/implementer.ts'
import { metered } from '../transport/metered.ts'

export const recorderRouter = {
  watch: os.recorder.watch.handler(({ context, input, signal }) =>
    metered(context, input.stream, context.recorder.watch(signal), signal),
  ),
  configure: os.recorder.configure.handler(({ context, input }) => context.recorder.configure(input)),
  forget: os.recorder.forget.handler(() => {}),
  history: os.recorder.history.handler(() => ({ step: 10_000, time: [], series: [] })),
  events: os.recorder.events.handler(() => []),
  incarnations: os.recorder.incarnations.handler(() => []),
  story: os.recorder.story.handler(() => {
    throw new SlipwayError('NOT_FOUND', {
      what: 'This is not remembered.',
      why: 'It was before anything was recorded, or it is too long ago.',
      next: 'Look at the containers that are remembered.',
    })
  }),
  dashboard: os.recorder.dashboard.handler(({ context, input }) => {
    const { containers, images, volumes, networks } = context.engines.inventory(input.engine)
    const all = [...containers.values()]
    const status = context.engines.list().engines.find(({ id }) => id === input.engine)?.status
    const facts = status && 'facts' in status ? status.facts : undefined
    return {
      time: Date.now(),
      totals: {
        containers: all.length,
        running: all.filter(({ state }) => state === 'running').length,
        images: [...images.values()].length,
        volumes: [...volumes.values()].length,
        networks: [...networks.values()].length,
        cores: facts?.cpus ?? 0,
        memoryTotal: facts?.memory ?? 0,
      },
      top: [],
      changes: [],
      disk: { kind: 'unknown' as const },
      attention: [],
    }
  }),
}
