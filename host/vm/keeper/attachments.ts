import type { Attach } from '../attachment.ts'
import { attachEngine } from '../connection/attach-engine.ts'

/** What stands on every machine, in the order in which it is begun. */
export const attachments: readonly Attach[] = [attachEngine]
