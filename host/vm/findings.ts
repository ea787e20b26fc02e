import type { VmFailure } from '../../contract/index.ts'
import { failureOf } from './failure.ts'
import type { VmFolder } from './folder.ts'
import { readImage } from './image.ts'
import { freeBytes } from './keeper/data-disk.ts'
import { imageFolder, ownArchitecture, type VmPlaces } from './places.ts'
import { chooseAccelerator } from './qemu/accelerators.ts'
import { Disk } from './qemu/disk.ts'
import { install, installCommand } from './qemu/install.ts'
import { findQemu, here, type Qemu } from './qemu/program.ts'
import { diskUnreadable, hostDiskFull } from './qemu/start-failure.ts'

/** One thing that was looked at: what was found, or what is wrong with it. */
export type Finding = { what: string; found: string; failure?: VmFailure }

const LITTLE = 1024 ** 3

/** Tries, one after the other, all that a machine is started from. Tries accelerators anew; changes nothing else. */
export async function findHypervisor(folder: VmFolder, stateFolder: string, places: VmPlaces): Promise<Finding[]> {
  const findings: Finding[] = []
  const look = async <T>(what: string, work: () => Promise<[string, T]>): Promise<T | undefined> => {
    try {
      const [found, value] = await work()
      findings.push({ what, found })
      return value
    } catch (error) {
      findings.push({ what, found: '', failure: failureOf(error) })
      return undefined
    }
  }
  const images = imageFolder(places, ownArchitecture)
  const image = await look('The image', async () => {
    const { image } = await readImage(images, places.builder !== undefined)
    return [`${images}, each file as it should be`, image]
  })
  const qemu = await look('QEMU', async (): Promise<[string, Qemu]> => {
    const found = await findQemu(ownArchitecture)
    return [`${found.version}, ${found.system}`, found]
  })
  if (image && qemu) {
    await look('The accelerator', async () => {
      const { accelerator, rejected } = await chooseAccelerator({ qemu, image, stateFolder, anew: true })
      const others = rejected.map(({ accelerator: one, why }) => `; ${one} does not work: ${why}`)
      return [`${accelerator}${others.join('')}`, undefined]
    })
  }
  await look('This computer’s disk', async () => {
    const free = await freeBytes(stateFolder)
    const gib = `${(free / 1024 ** 3).toFixed(1)} GiB free`
    if (free < LITTLE) throw hostDiskFull(folder.path, gib)
    return [gib, undefined]
  })
  if (qemu) {
    await look('The data disk', async () => {
      const disk = new Disk(qemu.image, folder.data)
      if (!disk.exists()) return ['not made yet', undefined]
      const { used, corrupt } = await disk.info()
      if (corrupt) throw diskUnreadable(folder, 'QEMU marked it as damaged.')
      return [`${folder.data}, takes ${(used / 1024 ** 3).toFixed(1)} GiB`, undefined]
    })
  }
  return findings
}

/** Installs QEMU by the system’s own means. @throws VmError no-hypervisor */
export async function installHypervisor(interactive: boolean, tell: (line: string) => void): Promise<void> {
  const command = await installCommand(ownArchitecture, here)
  if (command) await install(command, interactive, tell)
}
