import { useEffect, useState } from 'react'
import type { Deed, Problem } from '../../../contract/index.ts'
import { client } from '../../lib/connection.ts'
import { readStream } from '../../lib/stream.ts'

/** What was done from here, newest first; undefined until the host answered. */
export function useDeeds(): { deeds: readonly Deed[] | undefined; problem: Problem | undefined } {
  const [deeds, setDeeds] = useState<readonly Deed[]>()
  const [problem, setProblem] = useState<Problem>()
  useEffect(
    () =>
      readStream((stream, signal) => client.activity.watch({ stream }, { signal }), {
        begin: () => setDeeds(undefined),
        item: (fresh) => setDeeds((before = []) => [...fresh.toReversed(), ...before]),
        problem: setProblem,
      }),
    [],
  )
  return { deeds, problem }
}
