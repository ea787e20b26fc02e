import { join } from 'node:path'
import { root } from '../../scripts/root.ts'
import { ensureImage } from '../../scripts/vm-image/image.ts'
import { testArchitecture, testImage, vmObstacle } from './vm.ts'

/** Builds the image that the files of test/vm/ boot, unless it is there. */
export default async function setup(): Promise<void> {
  const architecture = testArchitecture()
  const obstacle = vmObstacle(architecture)
  if (obstacle !== undefined) {
    console.warn(`\n*** SKIPPED: the bundled virtual machine is not tested here, since ${obstacle}.\n`)
    return
  }
  const began = performance.now()
  const cache = join(root, '.cache', 'vm', 'packages')
  const { built } = await ensureImage({ architecture, out: testImage(architecture), cache, progress: () => {} })
  if (built) console.log(`The ${architecture} image was built in ${((performance.now() - began) / 1000).toFixed(0)} s.`)
}
