import { join } from 'node:path'
import { z } from 'zod'
import type { Architecture } from './driver.ts'

const vmPlaces = z.object({
  /** The folder that has the image in `<architecture>/`. */
  images: z.string(),
  /** The script that builds the image; undefined in the packaged app, which ships the result. */
  builder: z.union([z.string(), z.undefined()]),
  /** The program, and its first arguments, that keeps a VM running: the VM’s name follows. */
  keeper: z.tuple([z.string()], z.string()).readonly(),
})
/** Where the parts of this Slipway are that a virtual machine needs; another in a checkout than in the packaged app. */
export type VmPlaces = z.infer<typeof vmPlaces>

/** Reads places that another process of ours wrote as JSON; undefined when they are none. */
export function readVmPlaces(text: string): VmPlaces | undefined {
  try {
    const { builder, ...rest } = vmPlaces.partial({ builder: true }).parse(JSON.parse(text))
    return { ...rest, builder }
  } catch {
    return undefined
  }
}

export const ownArchitecture: Architecture = process.arch === 'arm64' ? 'arm64' : 'amd64'

/** The image’s folder; `SLIPWAY_VM_IMAGE` names another. */
export function imageFolder({ images }: VmPlaces, architecture: Architecture, environment = process.env): string {
  return environment.SLIPWAY_VM_IMAGE || join(images, architecture)
}
