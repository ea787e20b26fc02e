import { Box } from 'lucide-react'
import { Badge } from '../../../components/badge.tsx'
import { EmptyState } from '../../../components/empty-state.tsx'
import { Scroller } from '../../../components/scroller.tsx'
import { stateTone, stateWords } from '../../containers/index.ts'
import type { TabProps } from './tabs.ts'

/** The containers that have the volume, and where each sees it. */
export function UsedByTab({ users }: TabProps) {
  if (users.length === 0)
    return (
      <EmptyState icon={Box} title="No container uses it">
        It can be removed without harm to any container.
      </EmptyState>
    )
  return (
    <Scroller label="Containers with this volume">
      <ul>
        {users.map(({ container, path, writable }) => (
          <li
            key={`${container.id} ${path}`}
            className="flex flex-wrap items-center gap-x-3 gap-y-0.5 border-line/60 border-b px-4 py-2"
          >
            <a
              href={`#/containers/${encodeURIComponent(container.id)}`}
              className="min-w-0 truncate font-medium hover:underline"
            >
              {container.name}
            </a>
            <Badge tone={stateTone(container)}>{stateWords(container)}</Badge>
            <code className="wrap-anywhere min-w-0 flex-1 font-mono text-ink-2 text-sm">{path}</code>
            <span className="shrink-0 text-ink-3">{writable ? 'read and write' : 'read-only'}</span>
          </li>
        ))}
      </ul>
    </Scroller>
  )
}
