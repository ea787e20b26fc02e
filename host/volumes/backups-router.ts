import { basename } from 'node:path'
import { backupCommand, restoreCommand } from '../../contract/volume-commands.ts'
import { absolutePath } from '../host-files/index.ts'
import { os } from '../transport/implementer.ts'
import { metered } from '../transport/metered.ts'
import { listBackups, usualFolder, writeBackups } from './backup.ts'
import { jobOn } from './job-on.ts'
import { restore } from './restore.ts'

export const volumeBackupsRouter = {
  write: os.volumeBackups.write.handler(({ context, input: { engine, volumes, folder, format, whileInUse } }) => {
    const place = absolutePath(folder)
    const command = backupCommand(volumes, place, format)
    const title = `Back up ${volumes.length === 1 ? volumes[0] : `${volumes.length} volumes`}`
    return jobOn(context, { engine, kind: 'backup', title, command }, (ground, report, signal) =>
      writeBackups(ground, { volumes, folder: place, format, whileInUse }, report, signal),
    )
  }),
  list: os.volumeBackups.list.handler(async ({ input }) => {
    const folder = input.folder ? absolutePath(input.folder) : usualFolder()
    return { folder, backups: await listBackups(folder) }
  }),
  restore: os.volumeBackups.restore.handler(({ context, input: { engine, path, name } }) => {
    const place = absolutePath(path)
    const command = restoreCommand(place, name)
    const title = `Restore ${basename(place)} into ${name}`
    return jobOn(context, { engine, kind: 'restore', title, command }, (ground, report, signal) =>
      restore(ground, place, name, report, signal),
    )
  }),
  schedules: os.volumeBackups.schedules.handler(({ context, input, signal }) =>
    metered(context, input.stream, context.volumes.schedules.watch(input.engine, signal), signal),
  ),
  plan: os.volumeBackups.plan.handler(({ context, input: { engine, id, plan } }) =>
    context.volumes.schedules.set(engine, { ...plan, folder: absolutePath(plan.folder) }, id),
  ),
  unplan: os.volumeBackups.unplan.handler(({ context, input }) => context.volumes.schedules.remove(input.id)),
  runNow: os.volumeBackups.runNow.handler(({ context: { volumes }, input }) =>
    volumes.run(volumes.schedules.find(input.id)),
  ),
}
