import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { History, RecordedEvent } from '../../../contract/index.ts'
import { client } from '../../lib/connection.ts'
import type { Range } from './chart/types.ts'
import { MEASURES } from './charts.ts'
import { type RangeChoice, rangeOf, rangeText, SPANS } from './range.ts'

/** So many rows are asked for: about one for two pixels. */
const POINTS = 360
const MOST_EVENTS = 500
const MINUTE = 60_000

/** What was recorded over a range. */
export type Recorded = { range: Range; history: History; events: RecordedEvent[] }

/** How soon there is more to see, in milliseconds; false where nothing comes any more. */
function again(choice: RangeChoice): number | false {
  if (choice.kind === 'between') return false
  if (choice.kind === 'live') return 10_000
  return Math.max(10_000, Math.min(5 * MINUTE, SPANS[choice.span] / POINTS))
}

/** Curves and events of these containers over a range; of all together where none is named. Kept up to date. */
export function useHistory(engine: string, containers: readonly string[] | undefined, choice: RangeChoice) {
  const whom = containers?.join(' ') ?? ''
  return useQuery({
    queryKey: ['recorder', 'history', engine, whom, rangeText(choice)],
    queryFn: async ({ signal }): Promise<Recorded> => {
      const range = rangeOf(choice, Date.now())
      const which = { engine, ...whole(range), ...(containers && { containers: [...containers] }) }
      const [history, events] = await Promise.all([
        client.recorder.history({ ...which, measures: MEASURES, points: POINTS }, { signal }),
        client.recorder.events({ ...which, limit: MOST_EVENTS }, { signal }),
      ])
      return { range, history, events }
    },
    refetchInterval: again(choice),
    placeholderData: (before, query) =>
      // Another container’s curves must not stand under this one’s name.
      query?.queryKey[2] === engine && query.queryKey[3] === whom ? keepPreviousData(before) : undefined,
  })
}

function whole({ from, to }: Range): Range {
  return { from: Math.floor(from), to: Math.ceil(to) }
}
