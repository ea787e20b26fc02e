import {
  actCommand,
  commitCommand,
  removeCommand,
  renameCommand,
  updateCommand,
  waitCommand,
} from '../../contract/container-commands.ts'
import { offerAsDownload, saveAsFile } from '../host-files/index.ts'
import { os } from '../transport/implementer.ts'
import { metered } from '../transport/metered.ts'
import { act } from './act.ts'
import { changes } from './changes.ts'
import { commit } from './commit.ts'
import { exportName, exportOf } from './export.ts'
import { find } from './find.ts'
import { inspect } from './inspect.ts'
import { volumesThatGo } from './keep-volumes.ts'
import { nameOf, namesOf } from './names.ts'
import { processes } from './processes.ts'
import { losses, remove } from './removal.ts'
import { rename } from './rename.ts'
import { update } from './update.ts'
import { wait, waitWords } from './wait.ts'

/** A short action has no place to tell its steps. */
const UNTOLD = { doing: () => {}, step: () => {} }

export const containersRouter = {
  act: os.containers.act.handler(({ context: { engines, activity }, input, signal }) => {
    const { engine, ids } = input
    const [client, inventory] = [engines.client(engine), engines.inventory(engine)]
    const command = actCommand(input, namesOf(inventory, ids))
    return activity.record(engine, command, () => act(client, inventory, ids, input, signal))
  }),
  losses: os.containers.losses.handler(({ context: { engines }, input, signal }) =>
    losses(engines.client(input.engine), engines.inventory(input.engine), input.ids, signal),
  ),
  remove: os.containers.remove.handler(({ context: { engines, activity, volumes }, input, signal }) => {
    const { engine, ids } = input
    const [client, inventory] = [engines.client(engine), engines.inventory(engine)]
    const command = removeCommand(input, namesOf(inventory, ids))
    return activity.record(engine, command, async () => {
      const going = await volumesThatGo(client, inventory, ids, input, signal)
      const restorePoints = await volumes.keep(
        engine,
        going,
        'container',
        UNTOLD,
        signal ?? new AbortController().signal,
      )
      const outcome = await remove(client, inventory, ids, input, signal)
      return restorePoints.length > 0 ? { ...outcome, restorePoints } : outcome
    })
  }),
  find: os.containers.find.handler(({ context: { engines }, input: { engine, ...wanted }, signal }) =>
    find(engines.client(engine), wanted, signal),
  ),
  inspect: os.containers.inspect.handler(({ context: { engines }, input, signal }) =>
    inspect(engines.client(input.engine), input.id, signal),
  ),
  processes: os.containers.processes.handler(({ context, input, signal }) =>
    metered(context, input.stream, processes(context.engines.client(input.engine), input.id, signal), signal),
  ),
  rename: os.containers.rename.handler(({ context: { engines, activity }, input }) => {
    const { engine, id, name } = input
    const client = engines.client(engine)
    const command = renameCommand(nameOf(engines.inventory(engine), id), name)
    return activity.record(engine, command, () => rename(client, id, name, command))
  }),
  update: os.containers.update.handler(({ context: { engines, activity }, input }) => {
    const { engine, id, limits } = input
    const client = engines.client(engine)
    const command = updateCommand(nameOf(engines.inventory(engine), id), limits)
    return activity.record(engine, command, () => update(client, id, limits, command))
  }),
  commit: os.containers.commit.handler(({ context: { engines, activity }, input, signal }) => {
    const { engine, id } = input
    const client = engines.client(engine)
    const command = commitCommand(nameOf(engines.inventory(engine), id), input)
    return activity.record(engine, command, () => commit(client, id, input, command, signal))
  }),
  wait: os.containers.wait.handler(({ context: { engines, jobs, activity }, input: { engine, ids } }) => {
    const client = engines.client(engine)
    const names = namesOf(engines.inventory(engine), ids)
    const command = waitCommand(names)
    const title = `Wait for ${names.length === 1 ? names[0] : `${names.length} containers`}`
    const job = jobs.start({ engine, kind: 'wait', title, command }, (report, signal) =>
      activity.record(engine, command, () => wait(client, ids, names, report, signal), { signal, say: waitWords }),
    )
    return { job, command }
  }),
  export: os.containers.export.handler(({ context, input: { engine, id, path, replace } }) => {
    const source = exportOf(context.engines.client(engine), engine, id, nameOf(context.engines.inventory(engine), id))
    return saveAsFile(context, source, { path, replace })
  }),
  exportDownload: os.containers.exportDownload.handler(({ context, input: { engine, id } }) => {
    const name = nameOf(context.engines.inventory(engine), id)
    return offerAsDownload(context, exportOf(context.engines.client(engine), engine, id, name), exportName(name))
  }),
  changes: os.containers.changes.handler(({ context: { engines }, input, signal }) =>
    changes(engines.client(input.engine), input.id, signal),
  ),
}
