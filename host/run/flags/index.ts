import { lifeFlags, networkFlags, processFlags } from './container.ts'
import type { Flag } from './flag.ts'
import { isolationFlags } from './isolation.ts'
import { healthFlags, limitFlags } from './limits.ts'
import { storageFlags } from './storage.ts'

export type { Flag } from './flag.ts'

/** Every flag of `docker run` and `docker create`, in the order in which a command is written. */
export const runFlags: readonly Flag[] = [
  ...lifeFlags,
  ...networkFlags,
  ...storageFlags,
  ...processFlags,
  ...limitFlags,
  ...healthFlags,
  ...isolationFlags,
]
