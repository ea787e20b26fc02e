import { join } from 'node:path'
import type { Architecture } from './driver.ts'

/** Where the parts of this Slipway are that a virtual machine needs; another in a checkout than in the packaged app. */
export type VmPlaces = {
  /** The folder that has the image in `<architecture>/`. */
  images: string
  /** The script that builds the image; undefined in the packaged app, which ships the result. */
  builder: string | undefined
  /** The program, and its first arguments, that keeps a VM running: the VM’s name follows. */
  keeper: readonly [string, ...string[]]
}

export const ownArchitecture: Architecture = process.arch === 'arm64' ? 'arm64' : 'amd64'

/** The image’s folder; `SLIPWAY_VM_IMAGE` names another. */
export function imageFolder({ images }: VmPlaces, architecture: Architecture, environment = process.env): string {
  return environment.SLIPWAY_VM_IMAGE || join(images, architecture)
}
