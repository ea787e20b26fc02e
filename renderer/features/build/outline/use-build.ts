import { useState } from 'react'
import { client } from '../../../lib/connection.ts'
import { type StreamState, useStream } from '../../../lib/stream.ts'
import { after, type Known } from './known.ts'

/** Follows a build. */
export function useBuild(job: string): StreamState & { known: Known | undefined } {
  const [known, setKnown] = useState<{ job: string; build: Known | undefined }>()
  const state = useStream(job, (stream, signal) => client.builds.watch({ stream, job }, { signal }), {
    begin: () => setKnown(undefined),
    item: (patch) => setKnown((before) => ({ job, build: after(before?.build, patch) })),
  })
  return { ...state, known: known?.job === job ? known.build : undefined }
}
