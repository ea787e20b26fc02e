import { useQuery } from '@tanstack/react-query'
import type { Dashboard } from '../../../contract/index.ts'
import { client } from '../../lib/connection.ts'
import { type RangeChoice, rangeOf, rangeText } from '../stats/index.ts'

/** As often as the recorder has something new. Milliseconds. */
const AGAIN = 10_000
/** While the first figures are on their way. Milliseconds. */
const SOON = 2_000

/** How the engine is; the range is that of the containers that used most. */
export function useDashboard(engine: string, choice: RangeChoice) {
  return useQuery({
    queryKey: ['recorder', 'dashboard', engine, rangeText(choice)],
    queryFn: ({ signal }): Promise<Dashboard> => {
      const { from, to } = rangeOf(choice, Date.now())
      return client.recorder.dashboard({ engine, from: Math.floor(from), to: Math.ceil(to) }, { signal })
    },
    refetchInterval: ({ state }) =>
      state.data && !state.data.totals.usage && state.data.totals.running > 0 ? SOON : AGAIN,
    placeholderData: (before, query) => (query?.queryKey[2] === engine ? before : undefined),
  })
}
