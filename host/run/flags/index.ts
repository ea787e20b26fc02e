import { lifeFlags, networkFlags, processFlags } from './container.ts'
import type { Flag } from './flag.ts'
import { isolationFlags } from './isolation.ts'
import { healthFlags, limitFlags } from './limits.ts'
import { storageFlags } from './storage.ts'

export type { Flag } from './flag.ts'

/** The flags by what they are about, in the order in which a command is written. */
export const flagGroups = {
  life: lifeFlags,
  network: networkFlags,
  storage: storageFlags,
  process: processFlags,
  limits: limitFlags,
  health: healthFlags,
  isolation: isolationFlags,
} as const satisfies Record<string, readonly Flag[]>

/** Every flag of `docker run` and `docker create`, in the order in which a command is written. */
export const runFlags: readonly Flag[] = Object.values(flagGroups).flat()
