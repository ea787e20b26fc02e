import type { PrunePreview } from '../../../contract/index.ts'
import { count, shortId, size } from '../../lib/format.ts'
import { KIND_WORDS } from './kinds.ts'

const ORDER = ['volumes', 'containers', 'images', 'cache', 'networks'] as const
/** Of each kind, the largest so many are named. */
const NAMED = 200
const WORST = {
  volumes: 'What is in a volume can’t be brought back.',
  containers: 'Files that they wrote are lost.',
  images: 'They can be pulled again; ones built here only from what they were built of.',
  cache: 'The next builds take longer.',
  networks: undefined,
}

/** What a clean-up takes, kind by kind, what can’t be brought back first. */
export function PreviewList({ preview, kept }: { preview: PrunePreview; kept: boolean }) {
  if (preview.items.length === 0)
    return <p className="rounded-lg border border-line px-3 py-2.5 text-ink-2">There is nothing to clean up here.</p>
  return (
    <div className="rounded-lg border border-line">
      {ORDER.map((kind) => {
        const items = preview.items.filter((item) => item.kind === kind).sort((a, b) => b.size - a.size)
        if (items.length === 0) return null
        const { icon: Icon, title, one } = KIND_WORDS[kind]
        const bytes = items.reduce((sum, item) => sum + item.size, 0)
        return (
          <section key={kind} aria-label={title} className="border-line not-first:border-t">
            <h3 className="flex items-center gap-2 px-3 py-1.5 font-medium">
              <Icon className="size-4 text-ink-3" aria-hidden />
              <span className="flex-1">{count(items.length, one, one === 'entry' ? 'entries' : `${one}s`)}</span>
              <span className="tnum">{kind === 'networks' ? '' : size(bytes)}</span>
            </h3>
            {WORST[kind] && !(kept && kind === 'volumes') ? (
              <p className={kind === 'volumes' ? 'px-3 pb-1 text-bad' : 'px-3 pb-1 text-ink-3'}>{WORST[kind]}</p>
            ) : null}
            <ul className="pb-1.5">
              {items.slice(0, NAMED).map((item) => (
                <li key={`${item.id} ${item.name}`} className="flex items-baseline gap-2 px-3 py-0.5 pl-9">
                  <span className="min-w-0 truncate">{item.name || shortId(item.id)}</span>
                  <span className="min-w-0 flex-1 truncate text-ink-3 text-sm">{item.note}</span>
                  <span className="tnum shrink-0 text-ink-2">{kind === 'networks' ? '' : size(item.size)}</span>
                </li>
              ))}
              {items.length > NAMED ? (
                <li className="px-3 pl-9 text-ink-3">and {(items.length - NAMED).toLocaleString()} smaller ones</li>
              ) : null}
            </ul>
          </section>
        )
      })}
    </div>
  )
}
