import type { VmStatus } from '../../../contract/index.ts'

/** Bytes of one thing that a machine has: what it may have, what it needs now, what that takes of this computer. */
export type Account = {
  limit: number
  guest: number
  host: number | undefined
  /** About as much can be had back without stopping anything. */
  spare: number
}

/** Memory and disk as a ledger; undefined while the machine has not told. */
export function accountsOf(status: Pick<VmStatus, 'health' | 'takes' | 'diskUsed'>): {
  memory: Account | undefined
  disk: Account | undefined
} {
  const { health = {}, takes, diskUsed } = status
  return {
    memory: account(health.memoryTotal, health.memoryAvailable, takes?.memory),
    disk: account(health.diskTotal, health.diskFree, diskUsed),
  }
}

function account(limit: number | undefined, free: number | undefined, host: number | undefined): Account | undefined {
  if (limit === undefined || free === undefined) return undefined
  const guest = Math.max(0, limit - free)
  // What runs the machine takes some too, so there can’t be more to give back than what is free in it.
  const spare = host === undefined ? 0 : Math.min(free, Math.max(0, host - guest))
  return { limit, guest, host, spare }
}
