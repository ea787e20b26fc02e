import { pruneCommands, settled } from '../../contract/prune-commands.ts'
import { SlipwayError } from '../errors.ts'
import { os } from '../transport/implementer.ts'
import { readDf } from './df.ts'
import { abilityOf, preview } from './preview.ts'
import { steps, take } from './prune.ts'
import { usageOf } from './usage.ts'

export const diskRouter = {
  usage: os.disk.usage.handler(async ({ context: { engines }, input, signal }) => {
    const client = engines.client(input.engine)
    return usageOf(await readDf(client, signal), abilityOf(client).prunesAnonymous)
  }),
  preview: os.disk.preview.handler(async ({ context: { engines, images }, input, signal }) => {
    const { claim: _, ...promised } = await preview(engines.client(input.engine), images, input.choice, signal)
    return promised
  }),
  prune: os.disk.prune.handler(({ context: { engines, images, jobs, activity, volumes }, input }) => {
    const { engine, token, keep } = input
    const client = engines.client(engine)
    const ability = abilityOf(client)
    const choice = settled(input.choice, ability)
    const command = pruneCommands(choice, ability).join(' && ')
    const plan = { engine, kind: 'prune' as const, title: 'Clean up', command }
    const job =
      jobs.running(plan) ??
      jobs.start(plan, async (report, signal) => {
        report.doing('Checking that it is still what was shown')
        const promised = await preview(client, images, choice, signal)
        if (promised.token !== token) throw changed()
        return await activity.record(engine, command, async () => {
          const going = promised.items.flatMap(({ kind, name }) => (kind === 'volumes' ? [name] : []))
          const restorePoints = keep ? await volumes.keep(engine, going, 'prune', report, signal) : []
          let claimed = 0
          for (const step of steps(choice, promised.items)) {
            report.doing(step.doing)
            claimed += await take(client, step, signal)
          }
          // Where the engine says what it was expected to say, everything went as it was foreseen.
          const freed = claimed === promised.claim ? promised.size : claimed
          return { freed, promised: promised.size, ...(restorePoints.length > 0 && { restorePoints }) }
        })
      })
    return { job, command }
  }),
}

const changed = () =>
  new SlipwayError('CONFLICT', {
    what: 'Nothing was removed.',
    why: 'What the clean-up would take is not what was shown any more: something was made, used or removed meanwhile.',
    next: 'Look at the list again, then clean up.',
  })
