import { join } from 'node:path'
import { root } from '../../scripts/root.ts'
import { ensureImage } from '../../scripts/vm-image/image.ts'
import { testArchitecture, testImage, vmObstacle } from './vm.ts'

/** Builds the image that is booted, unless it is there. For test/vm/long/, whose files boot it themselves. */
export default async function setup(): Promise<void> {
  await prepareImage()
}

/** Builds the image that is booted, unless it is there; gives false, and says why, where that can't be. */
export async function prepareImage(architecture = testArchitecture()): Promise<boolean> {
  const obstacle = vmObstacle(architecture)
  if (obstacle !== undefined) {
    console.warn(`\n*** SKIPPED: the bundled virtual machine is not tested here, since ${obstacle}.\n`)
    return false
  }
  const began = performance.now()
  const cache = join(root, '.cache', 'vm', 'packages')
  try {
    const { built } = await ensureImage({ architecture, out: testImage(architecture), cache, progress: () => {} })
    if (built)
      console.log(`The ${architecture} image was built in ${((performance.now() - began) / 1000).toFixed(0)} s.`)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    if (!why.includes('can’t be had')) throw error
    console.warn(
      `\n*** SKIPPED: the bundled virtual machine is not tested here, since its image can’t be built. ${why}\n`,
    )
    return false
  }
  return true
}
