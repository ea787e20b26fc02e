import { availableParallelism, homedir, totalmem } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { VmSettings } from '../../../contract/index.ts'
import { vmFailure, vmSettings } from '../../../contract/vm.ts'
import { JsonFile } from '../../json-file.ts'
import type { Share } from '../driver.ts'
import type { VmFolder } from '../folder.ts'

const MIB = 1024 ** 2
const GIB = 1024 ** 3

/** What a saved state belongs to: another machine can’t take it. */
const savedFor = z.object({
  recipe: z.string(),
  described: z.string(),
  cpus: z.number(),
  memory: z.number(),
  shares: z.array(z.object({ tag: z.string(), path: z.string(), readonly: z.boolean() })),
})
export type SavedFor = z.infer<typeof savedFor>

const factsSchema = z.object({
  /** When the data disk was made, in milliseconds since 1970. One that was made and is not there is missed, not made anew. */
  diskMade: z.number().optional(),
  /** The recipe of the image that was started last. */
  recipe: z.string().optional(),
  /** Whether the last machine ended in order. */
  clean: z.boolean().default(true),
  /** Stays until it is stopped, rather than as long as somebody holds it. */
  stay: z.boolean().default(false),
  /** The image’s files whose hash was right. */
  checked: z.record(z.string(), z.string()).default({}),
  saved: savedFor.optional(),
  /** Why it does not run, until somebody mends or starts it. */
  failure: vmFailure.optional(),
})
/** What was found out about a VM, as opposed to what a person chose. */
export type Facts = z.infer<typeof factsSchema>

export const openFacts = (folder: VmFolder): Promise<JsonFile<Facts>> =>
  JsonFile.open(join(folder.path, 'facts.json'), factsSchema)

export const openSettings = (folder: VmFolder): Promise<JsonFile<VmSettings>> =>
  JsonFile.open(folder.settings, vmSettings)

/** What a machine is made of, once every “as suits this computer” is a number. Sizes in bytes. */
export type Size = { cpus: number; memory: number; disk: number; shares: Share[] }

export function sizeOf(settings: VmSettings, computer = { cpus: availableParallelism(), memory: totalmem() }): Size {
  const quarter = Math.floor(computer.memory / 4 / (256 * MIB)) * 256 * MIB
  const shares = settings.shares ?? [{ path: homedir(), readonly: false }]
  return {
    cpus: settings.cpus || Math.min(computer.cpus, 8),
    memory: settings.memory || Math.min(8 * GIB, Math.max(768 * MIB, quarter)),
    disk: settings.disk,
    shares: shares.map((share, index) => ({ ...share, tag: `share${index}` })),
  }
}

/** Whether a saved state fits what would be started now. */
export function fits(saved: SavedFor | undefined, now: SavedFor): boolean {
  return isDeepStrictEqual(saved, now)
}
