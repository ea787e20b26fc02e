import { createVolumeCommand, removeVolumesCommand } from '../../contract/volume-commands.ts'
import { os } from '../transport/implementer.ts'
import { create } from './create.ts'
import { inspect } from './inspect.ts'
import { losses, sizes } from './measure.ts'
import { removeAll } from './remove.ts'

export const volumesRouter = {
  inspect: os.volumes.inspect.handler(({ context: { engines }, input: { engine, name }, signal }) =>
    inspect(engines.client(engine), name, signal),
  ),
  sizes: os.volumes.sizes.handler(({ context: { engines }, input, signal }) =>
    sizes(engines.client(input.engine), signal),
  ),
  create: os.volumes.create.handler(({ context: { engines, activity }, input: { engine, volume }, signal }) => {
    const client = engines.client(engine)
    const command = createVolumeCommand(volume)
    return activity.record(engine, command, async () => ({ name: await create(client, volume, signal), command }))
  }),
  losses: os.volumes.losses.handler(({ context: { engines }, input: { engine, names }, signal }) =>
    losses(engines.client(engine), engines.inventory(engine), names, signal),
  ),
  remove: os.volumes.remove.handler(({ context: { engines, jobs, activity, toolbox }, input: { engine, names } }) => {
    const client = engines.client(engine)
    const command = removeVolumesCommand(names)
    const title = `Remove ${names.length === 1 ? names[0] : `${names.length} volumes`}`
    const job = jobs.start({ engine, kind: 'remove', title, command }, (report, signal) =>
      activity.record(
        engine,
        command,
        async () => {
          // Whoever looked into one a moment ago still holds it.
          await Promise.all(names.map((name) => toolbox.release(client, name)))
          return await removeAll(client, names, report, signal)
        },
        { signal },
      ),
    )
    return { job, command }
  }),
}
