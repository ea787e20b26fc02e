import { pause } from '../../pause.ts'
import type { GuestHealth } from '../control.ts'
import { allocatedBytes, residentBytes } from './host-bytes.ts'

/** One thing that a virtual machine takes of the computer. All in bytes. */
export type Account = {
  /** What the guest may have at most. */
  limit: number
  /** What the guest needs now: of the memory without what it merely caches, of the disk what its files take. */
  guest: number
  /** What that takes of the computer; undefined where the system does not tell. */
  host: number | undefined
  /**
   * About so much of it at least can be had back without stopping anything. Of the disk it is some 100 MB more: the
   * guest counts what its file system keeps back, which takes nothing here.
   */
  reclaimable: number
}

export type Ledger = { memory: Account; disk: Account }

/** What a ledger is made from: a machine that runs. */
export type LedgerSource = {
  /** The hypervisor’s process. */
  pid: number | undefined
  /** The data disk’s file. */
  disk: string
  /** Asks the guest; a health follows its answer to hello. */
  ask(command: 'hello' | 'trim' | 'drop-caches', deadline?: number): Promise<unknown>
  /** The last that the guest told of. */
  health(): GuestHealth | undefined
}

const HEALTH_MS = 10_000
/** Trimming a large disk and writing out a large cache take their time. */
const RECLAIM_MS = 600_000
/** Free memory is reported every two seconds, a part of it each time. */
const SETTLE_MS = 3_000
const SETTLED_BYTES = 8 * 1024 ** 2
const SETTLE_ROUNDS = 10

/**
 * What the machine takes now, of the guest and of this computer.
 * @throws SlipwayError when the guest does not answer
 */
export async function readLedger(source: LedgerSource): Promise<Ledger> {
  const health = await freshHealth(source)
  const [resident, allocated] = await Promise.all([residentBytes(source.pid), allocatedBytes(source.disk)])
  const memory = { limit: health.memory_total ?? 0, free: health.memory_available ?? 0 }
  const disk = { limit: health.disk_total ?? 0, free: health.disk_free ?? 0 }
  return { memory: account(memory, resident), disk: account(disk, allocated) }
}

/**
 * Gives back to this computer what the guest does not need: the memory of its caches, and the disk of deleted files.
 * Nothing is stopped or deleted for it; files are merely read from the disk again.
 * @returns what it was before, and what it is now
 * @throws SlipwayError when the guest refuses or does not answer; the signal’s reason
 */
export async function reclaim(source: LedgerSource, signal?: AbortSignal): Promise<{ before: Ledger; after: Ledger }> {
  const before = await readLedger(source)
  // First what was deleted is written down as deleted, else it is still taken when the disk is trimmed.
  await source.ask('drop-caches', RECLAIM_MS)
  signal?.throwIfAborted()
  await source.ask('trim', RECLAIM_MS)
  let last = before.memory.host
  for (let round = 0; round < SETTLE_ROUNDS && last !== undefined; round++) {
    await pause(SETTLE_MS, signal)
    const now = await residentBytes(source.pid)
    if (now === undefined || (round > 0 && last - now < SETTLED_BYTES)) break
    last = now
  }
  return { before, after: await readLedger(source) }
}

function account({ limit, free }: { limit: number; free: number }, host: number | undefined): Account {
  const guest = Math.max(0, limit - free)
  // The hypervisor itself takes some too, so it can’t be more than what the guest has free.
  const reclaimable = host === undefined ? 0 : Math.min(free, Math.max(0, host - guest))
  return { limit, guest, host, reclaimable }
}

async function freshHealth(source: LedgerSource): Promise<GuestHealth> {
  const former = source.health()?.at
  await source.ask('hello')
  const until = Date.now() + HEALTH_MS
  for (let health = source.health(); ; health = source.health()) {
    if (health !== undefined && health.at !== former) return health
    if (Date.now() > until && health !== undefined) return health
    await pause(20)
  }
}
