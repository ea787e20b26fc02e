import { os } from '../transport/implementer.ts'
import { inspect } from './inspect.ts'
import { layersRouter } from './layers/router.ts'
import { pull, pullCommand } from './pull.ts'
import { losses, remove, removeCommand } from './removal.ts'

export const imagesRouter = {
  pull: os.images.pull.handler(({ context: { engines, jobs, activity }, input }) => {
    const { engine, reference } = input
    const client = engines.client(engine)
    const command = pullCommand(input)
    const plan = { engine, kind: 'pull' as const, title: `Pull ${reference}`, command }
    const job =
      jobs.running(plan) ??
      jobs.start(plan, (report, signal) =>
        activity.record(engine, command, async () => {
          await pull(client, input, report, signal)
          return { image: reference }
        }),
      )
    return { job, command }
  }),
  sizes: os.images.sizes.handler(({ context: { engines, images }, input: { engine }, signal }) =>
    images.sizes.read(engines.client(engine), engines.inventory(engine), signal),
  ),
  inspect: os.images.inspect.handler(({ context: { engines }, input: { engine, id }, signal }) =>
    inspect(engines.client(engine), id, signal),
  ),
  losses: os.images.losses.handler(({ context: { engines, images }, input, signal }) => {
    const { engine, targets, force } = input
    const forceTakesContainers = engines.product(engine) === 'podman'
    return losses(engines.client(engine), images.facts, targets, { force, forceTakesContainers }, signal)
  }),
  remove: os.images.remove.handler(({ context: { engines, images, activity }, input, signal }) => {
    const { engine, targets, force } = input
    const client = engines.client(engine)
    return activity.record(engine, removeCommand(targets, force), () =>
      remove(client, images.facts, targets, force, signal),
    )
  }),
  layers: layersRouter,
}
