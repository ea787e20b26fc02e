// npm run package -- [--dir]: installers for this system in dist/package; with --dir the bare program’s folder.
import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from 'electron-builder'
import { buildWhenStale } from './build.ts'
import { electronBinary, electronVersion } from './electron-binary.ts'
import { root } from './root.ts'

const { values } = parseArgs({ options: { dir: { type: 'boolean', default: false } } })
await buildWhenStale()

const electron = process.platform === 'darwin' ? process.env.ELECTRON_OVERRIDE_DIST_PATH : electronBinary()
const files = await build({
  projectDir: root,
  dir: values.dir,
  publish: 'never',
  config: {
    extends: 'electron-builder.yml',
    electronVersion: electronVersion(),
    // What lies here already needs no network.
    ...(electron !== undefined && { electronDist: process.platform === 'darwin' ? electron : dirname(electron) }),
  },
})
for (const file of files) console.log(file)
