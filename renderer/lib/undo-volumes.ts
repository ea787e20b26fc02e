import { client } from './connection.ts'
import { actAsJob } from './job-done.ts'

/** How to put volumes back as they were by restore points; nothing where none was made. */
export function undoWith(engine: string, points: readonly string[] | undefined): (() => void) | undefined {
  if (!points || points.length === 0) return undefined
  return () => bringVolumesBack(engine, points)
}

/** Puts volumes back as they were; containers that use them are stopped meanwhile where `stop` says so. */
export function bringVolumesBack(
  engine: string,
  points: readonly string[],
  stop = true,
  what = 'what was there',
): void {
  void actAsJob({
    doing: `Bringing ${what} back`,
    done: () => `Brought ${what} back`,
    failed: `${what.charAt(0).toUpperCase()}${what.slice(1)} could not be brought back.`,
    start: (signal) => client.snapshots.bringBack({ engine, ids: [...points], stop }, { signal }),
    undo: ({ restorePoints }) => undoWith(engine, restorePoints),
  })
}
