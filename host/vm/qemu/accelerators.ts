import { createHash } from 'node:crypto'
import { accessSync, constants } from 'node:fs'
import { release } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { JsonFile } from '../../json-file.ts'
import { ACCELERATORS, type Accelerator, type Architecture } from '../driver.ts'
import type { PackedImage } from '../image.ts'
import { tryAccelerator, type Verdict } from './probe.ts'
import type { Qemu } from './program.ts'

const choiceSchema = z.object({
  accelerator: z.enum(ACCELERATORS),
  /** Why those that would be faster are not used. */
  rejected: z.array(z.object({ accelerator: z.enum(ACCELERATORS), why: z.string() })),
})
/** The accelerator that is used, and why no faster one is. */
export type Choice = z.infer<typeof choiceSchema>

const fileSchema = z.object({ choices: z.record(z.string(), choiceSchema).default({}) })
/** Those of QEMU versions long gone need not be kept. */
const KEPT = 20

const native: Architecture = process.arch === 'arm64' ? 'arm64' : 'amd64'

/** What could carry out this architecture’s instructions here, the fastest first. */
export function candidates(architecture: Architecture, platform: NodeJS.Platform = process.platform): Accelerator[] {
  const own: Partial<Record<NodeJS.Platform, Accelerator>> = { linux: 'kvm', darwin: 'hvf', win32: 'whpx' }
  const fast = own[platform]
  return fast !== undefined && architecture === native ? [fast, 'tcg'] : ['tcg']
}

export type ChooseOptions = {
  qemu: Qemu
  image: PackedImage
  /** Where what was found out is remembered. */
  stateFolder: string
  /** Tries again even what is remembered. */
  anew?: boolean
  signal?: AbortSignal
  tried?: (accelerator: Accelerator) => void
  attempt?: typeof tryAccelerator
}

/**
 * Chooses the fastest accelerator that works: tried once for each version of QEMU, of the system, and of the image.
 * @throws the signal's reason
 */
export async function chooseAccelerator(options: ChooseOptions): Promise<Choice> {
  const { qemu, image, stateFolder, anew = false, signal, tried = () => {}, attempt = tryAccelerator } = options
  const file = await JsonFile.open(join(stateFolder, 'vm', 'accelerators.json'), fileSchema)
  const key = keyOf(qemu, image)
  const remembered = file.value.choices[key]
  if (remembered !== undefined && !anew) return remembered
  const rejected: Choice['rejected'] = []
  for (const accelerator of candidates(image.architecture)) {
    // Emulation needs nothing of the system; if it fails, the start says why.
    if (accelerator !== 'tcg') tried(accelerator)
    const why: Verdict = accelerator === 'tcg' ? undefined : await attempt(qemu.system, image, accelerator, signal)
    if (why !== undefined) {
      rejected.push({ accelerator, why })
      continue
    }
    const choice: Choice = { accelerator, rejected }
    const others = Object.entries(file.value.choices).filter(([one]) => one !== key)
    await file.set({ choices: Object.fromEntries([...others.slice(1 - KEPT), [key, choice]]) })
    return choice
  }
  return { accelerator: 'tcg', rejected }
}

function keyOf({ system, version }: Qemu, { architecture, recipe }: PackedImage): string {
  const parts = [system, version, architecture, recipe, process.platform, release(), mayUseKvm()]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16)
}

function mayUseKvm(): boolean {
  try {
    accessSync('/dev/kvm', constants.R_OK | constants.W_OK)
    return true
  } catch {
    return false
  }
}
