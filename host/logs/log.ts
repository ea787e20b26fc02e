import type { EngineClient } from '../engine/index.ts'
import type { Subject } from './subject.ts'

/** What is read: one container's log, from a time on (milliseconds since 1970) where one is given. */
export type Log = { client: EngineClient; subject: Subject; since?: number | undefined }
