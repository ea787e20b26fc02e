import { removeImagesCommand } from '../../contract/image-commands.ts'
import { parseReference, wholeName } from '../../contract/image-reference.ts'
import { os } from '../transport/implementer.ts'
import { inspect } from './inspect.ts'
import { layersRouter } from './layers/router.ts'
import { checked, pull, pullCommand } from './pull.ts'
import { push, pushCommand } from './push.ts'
import { losses, remove } from './removal.ts'
import { tag, tagCommand } from './tag.ts'

export const imagesRouter = {
  pull: os.images.pull.handler(({ context: { engines, jobs, activity, registries }, input }) => {
    const { engine, reference, platform, allTags } = input
    const client = engines.client(engine)
    const command = pullCommand(input)
    const name = checked(`“${reference}” can’t be pulled.`, () => wholeName(parseReference(reference)))
    // `nginx` and `docker.io/library/nginx:latest` are one pull.
    const same = `pull ${name} ${platform ?? ''} ${allTags ? 'all' : ''}`
    const plan = { engine, kind: 'pull' as const, title: `Pull ${reference}`, command, same }
    const job =
      jobs.running(plan) ??
      jobs.start(plan, (report, signal) =>
        activity.record(engine, command, () => pull(client, input, registries.authFor, report, signal), { signal }),
      )
    return { job, command, name }
  }),
  push: os.images.push.handler(({ context: { engines, jobs, activity, registries }, input }) => {
    const { engine, reference } = input
    const client = engines.client(engine)
    const command = pushCommand(input)
    const plan = { engine, kind: 'push' as const, title: `Push ${reference}`, command }
    const job =
      jobs.running(plan) ??
      jobs.start(plan, (report, signal) =>
        activity.record(engine, command, () => push(client, input, registries.authFor, report, signal), { signal }),
      )
    return { job, command }
  }),
  tag: os.images.tag.handler(({ context: { engines, activity }, input }) => {
    const client = engines.client(input.engine)
    const command = tagCommand(input)
    return activity.record(input.engine, command, async () => {
      await tag(client, input)
      return { command }
    })
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
    return activity.record(engine, removeImagesCommand(targets, force), () =>
      remove(client, images.facts, targets, force, signal),
    )
  }),
  layers: layersRouter,
}
