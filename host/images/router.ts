import { os } from '../transport/implementer.ts'
import { pull, pullCommand } from './pull.ts'

export const imagesRouter = {
  pull: os.images.pull.handler(({ context: { engines, jobs, activity }, input }) => {
    const { engine, reference } = input
    const client = engines.client(engine)
    const command = pullCommand(input)
    const plan = { engine, kind: 'pull' as const, title: `Pull ${reference}`, command }
    const job =
      jobs.running(plan) ??
      jobs.start(plan, (report, signal) =>
        activity.record(
          engine,
          command,
          async () => {
            await pull(client, input, report, signal)
            return { image: reference }
          },
          { signal },
        ),
      )
    return { job, command }
  }),
}
