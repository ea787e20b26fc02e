import { parseReference, wholeName } from '../../contract/image-reference.ts'
import { os } from '../transport/implementer.ts'
import { checked, pull, pullCommand } from './pull.ts'
import { push, pushCommand } from './push.ts'
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
        activity.record(engine, command, () => pull(client, input, registries.authFor, report, signal)),
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
        activity.record(engine, command, () => push(client, input, registries.authFor, report, signal)),
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
}
