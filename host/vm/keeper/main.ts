import { createLog } from '../../log.ts'
import type { Attach } from '../attachment.ts'
import { makeVmFolder, vmFolder } from '../folder.ts'
import type { VmPlaces } from '../places.ts'
import { Keeper } from './keeper.ts'
import { takeLock } from './lock.ts'
import { serveKeeper } from './server.ts'

export type KeepOptions = {
  name: string
  stateFolder: string
  places: VmPlaces
  attach: readonly Attach[]
  /** Resolves when this process is asked to end. */
  asked: Promise<unknown>
}

/**
 * Keeps one VM until nobody needs it, or this process is asked to end, which stops the VM first. Gives whether it was
 * kept at all: false when another process keeps it already.
 */
export async function keepVm({ name, stateFolder, places, attach, asked }: KeepOptions): Promise<boolean> {
  const folder = vmFolder(stateFolder, name)
  makeVmFolder(folder)
  const release = takeLock(folder.lock)
  if (release === undefined) return false
  const log = createLog(folder.path)
  // Nobody sees what this process writes. The machine runs on, and the next keeper takes it over.
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'the keeper failed')
    process.exit(1)
  })
  try {
    const keeper = await Keeper.open({ folder, stateFolder, places, attach, log })
    const server = await serveKeeper(keeper, folder.keeper)
    log.info('keeping the virtual machine')
    await Promise.race([asked, server.unused])
    log.info('ending')
    await keeper.close()
    await server.close()
    return true
  } finally {
    release()
  }
}
