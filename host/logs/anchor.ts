import type { LogAnchor, LogLine } from '../../contract/index.ts'
import { compareTimes } from './time.ts'

/** A line may be written so much later than its time says: its sources are not in step. */
const OUT_OF_STEP_MS = 1_000

/** Surely after the anchor: the log has lost the line that it names. */
export const isLater = (line: LogLine, anchor: LogAnchor) =>
  compareTimes(line.time, anchor.time) > 0 && Date.parse(line.time) - Date.parse(anchor.time) > OUT_OF_STEP_MS
