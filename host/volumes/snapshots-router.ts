import { commandLine } from '../../contract/shell.ts'
import { backupCommand } from '../../contract/volume-commands.ts'
import { stackOfVolume } from '../../contract/volume-stack.ts'
import { SlipwayError } from '../errors.ts'
import { os } from '../transport/implementer.ts'
import { metered } from '../transport/metered.ts'
import { jobOn } from './job-on.ts'
import { keepTogether } from './keep.ts'
import { bringBack } from './put-back.ts'
import { whilePaused } from './users.ts'

export const snapshotsRouter = {
  watch: os.snapshots.watch.handler(({ context, input, signal }) =>
    metered(context, input.stream, context.volumes.kept.watch(input.engine, signal), signal),
  ),
  bringBack: os.snapshots.bringBack.handler(({ context, input: { engine, ids, stop } }) => {
    const records = ids.map((id) => context.volumes.kept.find(id))
    const names = [...new Set(records.flatMap(({ volumes }) => volumes.map(({ facts }) => facts.name)))]
    const [first] = records
    const what = first?.checkpoint
      ? `“${first.checkpoint.name}”`
      : names.length === 1
        ? names[0]
        : `${names.length} volumes`
    const command = names.map((name) => commandLine(['docker', 'volume', 'create', name])).join(' && ')
    const plan = { engine, kind: 'restore' as const, title: `Bring ${what} back`, command, same: ids.join(' ') }
    return jobOn(context, plan, (ground, report, signal) => bringBack(ground, records, stop, report, signal))
  }),
  checkpoint: os.snapshots.checkpoint.handler(({ context, input: { engine, stack, name } }) => {
    const { inventory } = context.volumes.ground(engine)
    const names = [...inventory.volumes.values()]
      .flatMap((one) => (stackOfVolume(one) === stack ? [one.id] : []))
      .sort()
    if (names.length === 0) throw noVolumes(stack)
    const command = backupCommand(names, name, 'zst')
    const plan = { engine, kind: 'backup' as const, title: `Checkpoint “${name}” of ${stack}`, command }
    return jobOn(context, plan, async (ground, report, signal) => {
      const about = { why: 'asked' as const, checkpoint: { name, stack } }
      const made = await whilePaused(ground, names, 'pause', () => keepTogether(ground, names, about, report, signal))
      return { bytes: made.volumes.reduce((sum, one) => sum + (one.twin === undefined ? one.bytes : one.contents), 0) }
    })
  }),
  hold: os.snapshots.hold.handler(({ context: { volumes, settings }, input: { id, hold } }) =>
    volumes.kept.hold(id, hold, settings.value.restorePoints),
  ),
  remove: os.snapshots.remove.handler(async ({ context: { volumes }, input: { ids } }) => {
    for (const id of ids) await volumes.kept.remove(volumes.kept.find(id).id)
  }),
}

const noVolumes = (stack: string) =>
  new SlipwayError('NOT_FOUND', {
    what: `There is nothing to keep of “${stack}”.`,
    why: 'No volume on this engine belongs to it.',
    next: 'A checkpoint is of the volumes that Compose made for a stack.',
  })
