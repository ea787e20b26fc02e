import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Driver } from '../driver.ts'
import { readImage, type VmImage } from '../image.ts'
import { imageFolder, ownArchitecture, type VmPlaces } from '../places.ts'
import { chooseAccelerator } from '../qemu/accelerators.ts'
import { qemuDriver } from '../qemu/driver.ts'
import { findQemu } from '../qemu/program.ts'
import { checkWsl, wslDriver } from '../wsl/driver.ts'
import { wslProgram } from '../wsl/wsl.ts'

/** What a machine is started from. */
export type Ground = {
  image: VmImage
  driver: Driver
  emulated: boolean
  /** Why no faster way to run it is used. */
  slow: { accelerator: string; why: string }[]
}

export type GroundOptions = {
  places: VmPlaces
  stateFolder: string
  checked: Record<string, string>
  /** Tries the accelerators again, though it is known which work. */
  anew?: boolean
  /** Called before the image is checked, and before the hypervisor is looked for. */
  enter(stage: 'image' | 'hypervisor'): void
  keepChecked(checked: Record<string, string>): Promise<void>
  signal: AbortSignal
}

/**
 * Finds the image and what runs it.
 * @throws VmError with what is missing and what mends it, or the signal's reason
 */
export async function findGround(options: GroundOptions): Promise<Ground> {
  const { places, stateFolder, signal, anew = false } = options
  options.enter('image')
  const folder = imageFolder(places, ownArchitecture)
  const { image, checked } = await readImage(folder, places.builder !== undefined, options.checked)
  if (JSON.stringify(checked) !== JSON.stringify(options.checked)) await options.keepChecked(checked)
  signal.throwIfAborted()
  options.enter('hypervisor')
  const root = join(folder, 'root.tar.gz')
  if (process.platform === 'win32' && existsSync(root)) {
    const wsl = wslProgram()
    await checkWsl(wsl)
    return { image, driver: wslDriver(wsl, root), emulated: false, slow: [] }
  }
  const qemu = await findQemu(image.architecture)
  const choice = await chooseAccelerator({ qemu, image, stateFolder, signal, anew })
  const emulated = choice.accelerator === 'tcg'
  return { image, driver: qemuDriver(qemu, choice), emulated, slow: choice.rejected }
}
