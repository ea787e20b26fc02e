// npm run package -- [--dir]: installers for this system in dist/package; with --dir the bare program’s folder.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from 'electron-builder'
import { ownArchitecture } from '../host/vm/places.ts'
import { buildWhenStale } from './build.ts'
import { electronBinary, electronVersion } from './electron-binary.ts'
import { root } from './root.ts'
import { ensureImage } from './vm-image/image.ts'
import { RECIPE } from './vm-image/lock.ts'

const { values } = parseArgs({ options: { dir: { type: 'boolean', default: false } } })
const image = await vmImage()
await buildWhenStale()

const electron = process.platform === 'darwin' ? process.env.ELECTRON_OVERRIDE_DIST_PATH : electronBinary()
const files = await build({
  projectDir: root,
  dir: values.dir,
  publish: 'never',
  config: {
    extends: 'electron-builder.yml',
    electronVersion: electronVersion(),
    // Beside the program, as QEMU reads it there.
    extraResources: [
      { from: image, to: `vm/${ownArchitecture}`, filter: ['kernel', 'initramfs', 'root.*.{zst,gz}', 'image.*'] },
    ],
    // What lies here already needs no network.
    ...(electron !== undefined && { electronDist: process.platform === 'darwin' ? electron : dirname(electron) }),
  },
})
for (const file of files) console.log(file)

/** The folder of the virtual machine's image, built here where that can be. @throws Error where it is neither there nor can be built */
async function vmImage(): Promise<string> {
  const out = join(RECIPE, 'out', ownArchitecture)
  if (process.platform === 'linux') {
    const cache = join(root, '.cache', 'vm', 'packages')
    const progress = (done: number, all: number, name: string) => console.log(`${done} of ${all}: ${name}`)
    const { built } = await ensureImage({ architecture: ownArchitecture, out, cache, progress })
    if (built) console.log('Built the virtual machine’s image.')
  } else if (!existsSync(join(out, 'image.json'))) {
    throw new Error(
      `The virtual machine’s image is built on Linux, by \`npm run vm:image\`. Bring it from there to ${out}.`,
    )
  }
  return out
}
