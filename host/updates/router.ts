import { transferCommand } from '../../contract/image-commands.ts'
import { os } from '../transport/implementer.ts'
import { metered } from '../transport/metered.ts'
import { applyUpdate, updateCommand } from './apply.ts'
import { planUpdate } from './plan.ts'

export const updatesRouter = {
  watch: os.updates.watch.handler(({ context, input, signal }) =>
    metered(context, input.stream, context.updates.watch(input.engine, signal), signal),
  ),
  check: os.updates.check.handler(({ context, input }) => context.updates.check(input.engine, input.reference)),
  plan: os.updates.plan.handler(async ({ context: { engines }, input: { engine, reference } }) => ({
    pull: transferCommand('pull', { reference }),
    containers: await planUpdate(engines.client(engine), engines.inventory(engine), reference),
  })),
  apply: os.updates.apply.handler(
    async ({ context: { engines, jobs, activity, registries, updates }, input: { engine, reference, containers } }) => {
      const client = engines.client(engine)
      const steps = await planUpdate(client, engines.inventory(engine), reference)
      const command = updateCommand(
        reference,
        steps.filter(({ id }) => containers.includes(id)),
      )
      const plan = { engine, kind: 'update' as const, title: `Update ${reference}`, command }
      const job =
        jobs.running(plan) ??
        jobs.start(plan, (report, signal) =>
          activity.record(engine, command, async () => {
            const result = await applyUpdate(client, reference, containers, registries.authFor, report, signal)
            updates.check(engine, reference)
            return result
          }),
        )
      return { job, command }
    },
  ),
}
