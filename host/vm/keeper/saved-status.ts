import { existsSync } from 'node:fs'
import type { VmStatus } from '../../../contract/index.ts'
import type { VmFolder } from '../folder.ts'
import { allocatedBytes } from '../ledger/host-bytes.ts'
import { VmRecord } from './record.ts'

/**
 * The status of a VM that no process keeps, from its folder; undefined when it did not end in order, so that a keeper
 * has to look whether it still runs.
 */
export async function savedStatus(folder: VmFolder): Promise<VmStatus | undefined> {
  if (!existsSync(folder.path)) return (await VmRecord.open(folder)).status()
  const record = await VmRecord.open(folder)
  if (!record.facts.clean) return undefined
  return { ...record.status(), diskUsed: (await allocatedBytes(folder.data)) ?? 0 }
}
