import { stateFolder } from '../../log.ts'
import { attachments, keepVm } from '../../vm/index.ts'
import { type Command, UsageError } from '../command.ts'
import { untilSignal } from '../until-signal.ts'
import { vmPlaces } from './places.ts'

/** What `slipway vm start` starts, in the background. */
export const keepVmCommand: Command = {
  summary: 'keep a virtual machine running; the other commands start this by themselves',
  help: '',
  run: async (args) => {
    const asked = untilSignal()
    const [name] = args
    if (name === undefined) throw new UsageError('Which virtual machine?')
    await keepVm({ name, stateFolder: stateFolder(), places: vmPlaces(), attach: attachments, asked })
    return 0
  },
}
