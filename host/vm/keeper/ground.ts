import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { Driver } from '../driver.ts'
import { brokenImage, readImage, type VmImage } from '../image.ts'
import { imageFolder, ownArchitecture, type VmPlaces } from '../places.ts'
import { chooseAccelerator } from '../qemu/accelerators.ts'
import { qemuDriver } from '../qemu/driver.ts'
import { findQemu } from '../qemu/program.ts'
import { hostDiskFull } from '../qemu/start-failure.ts'
import { unpackImage } from '../unpack.ts'
import { checkWsl, wslDriver } from '../wsl/driver.ts'
import { wslProgram } from '../wsl/wsl.ts'
import { buildImage } from './build-image.ts'

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
  /** Called before the image is checked, before it is built, and before the hypervisor is looked for. */
  enter(stage: 'image' | 'build' | 'hypervisor'): void
  /** Hears what the image's build does. Without it none is built. */
  tell?: (doing: string) => void
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
  const mayBuild = places.builder !== undefined
  const { image: packed, checked } = await bringImage(folder, options)
  signal.throwIfAborted()
  const root = join(folder, 'root.tar.gz')
  if (process.platform === 'win32' && existsSync(root)) {
    options.enter('hypervisor')
    const wsl = wslProgram()
    await checkWsl(wsl)
    const image = { ...packed, root, emulatedKernel: packed.kernel }
    return { image, driver: wslDriver(wsl, root), emulated: false, slow: [] }
  }
  const into = join(stateFolder, 'vm-image')
  const { image, checked: unpacked } = await unpackImage(packed, into, options.checked, signal).catch((error) => {
    signal.throwIfAborted()
    const why = error instanceof Error ? error.message : String(error)
    throw why.includes('ENOSPC') ? hostDiskFull(into, why) : brokenImage(folder, why, mayBuild)
  })
  const all = { ...checked, ...unpacked }
  if (!isDeepStrictEqual(all, options.checked)) await options.keepChecked(all)
  signal.throwIfAborted()
  options.enter('hypervisor')
  const qemu = await findQemu(image.architecture)
  const choice = await chooseAccelerator({ qemu, image, stateFolder, signal, anew })
  const emulated = choice.accelerator === 'tcg'
  return { image, driver: qemuDriver(qemu, choice), emulated, slow: choice.rejected }
}

/** The image that is there; in a checkout it is built where it is missing or damaged. @throws as `findGround` */
async function bringImage(folder: string, { places, checked, enter, tell, signal }: GroundOptions) {
  const { builder, images } = places
  try {
    return await readImage(folder, builder !== undefined, checked)
  } catch (error) {
    // Another folder than the checkout's own is not ours to write to.
    if (builder === undefined || tell === undefined || folder !== join(images, ownArchitecture)) throw error
    // Nobody waits for minutes for an image that nothing here can run.
    await findQemu(ownArchitecture)
    enter('build')
    await buildImage(builder, folder, tell, signal)
    return await readImage(folder, true)
  }
}
