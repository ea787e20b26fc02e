import {
  cloneCommand,
  createVolumeCommand,
  emptyCommand,
  removeVolumesCommand,
  replaceCommand,
} from '../../contract/volume-commands.ts'
import { os } from '../transport/implementer.ts'
import { cloneVolume } from './clone.ts'
import { create } from './create.ts'
import { inspect } from './inspect.ts'
import { jobOn } from './job-on.ts'
import { losses, sizes } from './measure.ts'
import { replaceContents } from './put-back.ts'
import { removeAll } from './remove.ts'
import { renameVolume } from './rename.ts'

export const volumesRouter = {
  inspect: os.volumes.inspect.handler(({ context: { engines }, input: { engine, name }, signal }) =>
    inspect(engines.client(engine), name, signal),
  ),
  sizes: os.volumes.sizes.handler(({ context: { engines }, input, signal }) =>
    sizes(engines.client(input.engine), signal),
  ),
  origins: os.volumes.origins.handler(({ context: { volumes }, input }) => volumes.origins.of(input.engine)),
  create: os.volumes.create.handler(({ context: { engines, activity }, input: { engine, volume }, signal }) => {
    const client = engines.client(engine)
    const command = createVolumeCommand(volume)
    return activity.record(engine, command, async () => ({ name: await create(client, volume, signal), command }))
  }),
  losses: os.volumes.losses.handler(({ context: { engines, settings }, input: { engine, names }, signal }) =>
    losses(engines.client(engine), engines.inventory(engine), names, settings.value.restorePoints, signal),
  ),
  remove: os.volumes.remove.handler(({ context, input: { engine, names, keep } }) => {
    const title = `Remove ${names.length === 1 ? names[0] : `${names.length} volumes`}`
    const about = { engine, kind: 'remove' as const, title, command: removeVolumesCommand(names) }
    return jobOn(context, about, ({ client, contents, kept }, report, signal) => {
      const keeping = {
        keep: async (name: string) => {
          await contents.release(name)
          return keep ? await context.volumes.keep(engine, [name], 'remove', report, signal) : []
        },
        forget: async (points: readonly string[]) => {
          for (const id of points) await kept.remove(id)
        },
      }
      return removeAll(client, names, keeping, report, signal)
    })
  }),
  clone: os.volumes.clone.handler(({ context, input: { engine, name, to, whileInUse } }) => {
    const about = { engine, kind: 'copy' as const, title: `Clone ${name} to ${to}`, command: cloneCommand(name, to) }
    return jobOn(context, about, (ground, report, signal) =>
      cloneVolume(ground, { from: name, to, whileInUse }, report, signal),
    )
  }),
  rename: os.volumes.rename.handler(({ context, input: { engine, name, to } }) => {
    const command = cloneCommand(name, to)
    const about = { engine, kind: 'copy' as const, title: `Rename ${name} to ${to}`, command }
    const { authFor } = context.registries
    return jobOn(context, about, (ground, report, signal) =>
      renameVolume(ground, { from: name, to, authFor }, report, signal),
    )
  }),
  empty: os.volumes.empty.handler(({ context, input: { engine, name, stop } }) => {
    const about = { engine, kind: 'empty' as const, title: `Empty ${name}`, command: emptyCommand(name) }
    return jobOn(context, about, (ground, report, signal) =>
      replaceContents(ground, name, { why: 'empty', stop, hold: false }, async () => {}, report, signal),
    )
  }),
  replace: os.volumes.replace.handler(({ context, input: { engine, name, by, stop } }) => {
    const command = replaceCommand(name, by)
    const about = { engine, kind: 'restore' as const, title: `Replace ${name} by ${by}`, command }
    return jobOn(context, about, (ground, report, signal) => {
      const fill = () => ground.contents.copy(by, name, signal)
      return replaceContents(ground, name, { why: 'replace', stop, hold: true }, fill, report, signal)
    })
  }),
}
