import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { VmPlaces } from '../../vm/index.ts'

const at = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url))

/** Where the parts of a virtual machine are in a checkout. */
export function vmPlaces(): VmPlaces {
  const builder = at('scripts/vm-image.ts')
  return {
    images: at('vm-assets/out'),
    builder: existsSync(builder) ? builder : undefined,
    keeper: [process.execPath, '--disable-warning=ExperimentalWarning', at('host/cli/main.ts'), 'keep-vm'],
  }
}
