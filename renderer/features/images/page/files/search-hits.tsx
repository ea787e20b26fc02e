import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { SearchX } from 'lucide-react'
import type { ImageEntry } from '../../../../../contract/index.ts'
import { ContextMenu } from '../../../../components/context-menu.tsx'
import { EmptyState } from '../../../../components/empty-state.tsx'
import { Marked } from '../../../../components/marked.tsx'
import { ProblemView } from '../../../../components/problem-view.tsx'
import { Scroller } from '../../../../components/scroller.tsx'
import { SkeletonLines } from '../../../../components/skeleton.tsx'
import { client } from '../../../../lib/connection.ts'
import { count } from '../../../../lib/format.ts'
import { asProblem } from '../../../../lib/problem.ts'
import { shownName } from '../../../files/index.ts'
import { EntryCells } from './entry-row.tsx'
import type { View } from './explorer.tsx'
import { type EntryDeeds, EntryMenuItems, isShowable, whyNot } from './picked.tsx'

type SearchHitsProps = { view: View; text: string; deeds: EntryDeeds; onPick: (entry: ImageEntry) => void }

/** Files whose path has the text in it. */
export function SearchHits({ view, text, deeds, onPick }: SearchHitsProps) {
  const { data, error, refetch } = useQuery({
    queryKey: ['images', 'search', view, text],
    queryFn: ({ signal }) => client.images.layers.search({ ...view, text }, { signal }),
    placeholderData: keepPreviousData,
  })
  if (error) return <ProblemView page problem={asProblem(error, 'The search failed.')} onRetry={() => void refetch()} />
  if (!data) return <SkeletonLines label="Searching" />
  const { entries, total } = data
  if (total === 0)
    return (
      <EmptyState icon={SearchX} title="No file fits">
        {view.changes ? 'This layer touched none whose path has that in it.' : 'No path has that in it.'}
      </EmptyState>
    )
  return (
    <>
      <p role="status" className="tnum shrink-0 px-4 py-1.5 text-ink-3">
        {count(total, 'hit')}
        {total > entries.length ? `; the first ${entries.length}` : ''}
      </p>
      <Scroller label="Files found">
        <ul>
          {entries.map((entry) => {
            const path = shownName(entry.path)
            const at = path.toLowerCase().indexOf(text.toLowerCase())
            return (
              <li key={entry.path}>
                <ContextMenu items={<EntryMenuItems entry={entry} deeds={deeds} />}>
                  <button
                    type="button"
                    className="-outline-offset-2 flex h-6.5 w-full items-center gap-1.5 px-3 pr-4 text-left hover:bg-hover"
                    onClick={() => {
                      onPick(entry)
                      if (isShowable(entry) && whyNot(entry, deeds) === undefined) deeds.show(entry)
                    }}
                  >
                    <EntryCells
                      entry={entry}
                      name={<Marked text={path} from={at < 0 ? [] : [at]} length={text.length} />}
                    />
                  </button>
                </ContextMenu>
              </li>
            )
          })}
        </ul>
      </Scroller>
    </>
  )
}
