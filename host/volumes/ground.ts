import type { EngineClient } from '../engine/index.ts'
import type { Inventory } from '../inventory/index.ts'
import type { JobReport } from '../jobs/index.ts'
import type { Contents } from './contents.ts'
import type { Kept, Limits } from './kept.ts'
import type { Unfinished } from './unfinished.ts'

/** What work on the volumes of one engine stands on. */
export type Ground = {
  engine: string
  client: EngineClient
  inventory: Inventory
  contents: Contents
  unfinished: Unfinished
  kept: Kept
  limits: Limits
}

/** How a job tells how far it is with one volume. Bytes. */
export const telling =
  (report: JobReport, state: string, volume: string) =>
  (done: number, total?: number): void =>
    report.step({ id: volume, state, done, ...(total !== undefined && { total: Math.max(total, done) }) })
