import type { Architecture } from './driver.ts'

/** The VM’s read-only image: whole, and as its recipe made it. */
export type VmImage = {
  architecture: Architecture
  /** The hash of the recipe it was made from: an image of another one is another version. */
  recipe: string
  kernel: string
  initramfs: string
  root: string
}
