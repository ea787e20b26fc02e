import { rm } from 'node:fs/promises'
import type { SavedFor } from './facts.ts'
import type { Ground } from './ground.ts'
import type { VmRecord } from './record.ts'

/** The machine that a saved state would belong to, were it saved now. */
export function savedForOf({ size }: VmRecord, { image, driver }: Ground): SavedFor {
  const { cpus, memory, shares } = size
  return { recipe: image.recipe, described: driver.described, cpus, memory, shares }
}

/** Forgets a saved state. What was synced is on the disk; the rest was written out before it was saved. */
export async function forgetSaved(record: VmRecord): Promise<void> {
  await rm(record.folder.saved, { force: true })
  if (record.facts.saved !== undefined) await record.remember({}, ['saved'])
}
