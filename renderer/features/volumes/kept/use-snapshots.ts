import type { Snapshot } from '../../../../contract/index.ts'
import { client } from '../../../lib/connection.ts'
import { useLatest } from '../../../lib/stream.ts'

/** The restore points and checkpoints of an engine, the newest first; undefined until they are known. */
export function useSnapshots(engine: string): readonly Snapshot[] | undefined {
  return useLatest(`snapshots ${engine}`, (stream, signal) => client.snapshots.watch({ engine, stream }, { signal }))
    .value
}
