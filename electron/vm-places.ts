import { join } from 'node:path'
import type { VmPlaces } from '../host/index.ts'

const KEEP = '--keep-vm'

export type Shell = {
  platform: NodeJS.Platform
  /** The program that runs, and what it was started with. */
  program: string
  words: readonly string[]
  /** Where the app's own folder is in a checkout; undefined in the packaged app. */
  checkout: string | undefined
  /** Where a packaged app has what is too large to be packed. */
  resources: string
  /** The file of an AppImage, whose inside is there only as long as one of its programs runs. */
  appImage: string | undefined
}

/** Where the parts of a virtual machine are for the desktop app, which keeps one by running itself without a window. */
export function desktopVm({ platform, program, words, checkout, resources, appImage }: Shell): VmPlaces {
  return {
    images: checkout === undefined ? join(resources, 'vm') : join(checkout, 'vm-assets', 'out'),
    builder: undefined,
    keeper: [
      appImage ?? program,
      // It outlives the window, and with it perhaps the display.
      ...(platform === 'linux' ? ['--ozone-platform=headless'] : []),
      ...(words.includes('--no-sandbox') ? ['--no-sandbox'] : []),
      ...(checkout === undefined ? [] : [checkout]),
      KEEP,
    ],
  }
}

/** The virtual machine that a command line asks to keep, instead of showing a window. */
export function vmToKeep(words: readonly string[]): string | undefined {
  const at = words.indexOf(KEEP)
  return at < 0 ? undefined : words[at + 1]
}
