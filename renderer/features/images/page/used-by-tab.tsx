import { Box } from 'lucide-react'
import { Badge } from '../../../components/badge.tsx'
import { EmptyState } from '../../../components/empty-state.tsx'
import { Scroller } from '../../../components/scroller.tsx'
import { useNow } from '../../../lib/clock.ts'
import { ago } from '../../../lib/format.ts'
import { stateTone, stateWords } from '../../containers/index.ts'
import type { TabProps } from './tabs.ts'

/** The containers that were made from the image. */
export function UsedByTab({ users }: TabProps) {
  if (users.length === 0)
    return (
      <EmptyState icon={Box} title="No container uses it">
        It can be removed without harm to any container.
      </EmptyState>
    )
  return (
    <Scroller label="Containers of this image">
      <ul>
        {[...users]
          .sort((a, b) => (a.name < b.name ? -1 : 1))
          .map((user) => (
            <li key={user.id} className="flex items-center gap-3 border-line/60 border-b px-4 py-2">
              <a
                href={`#/containers/${encodeURIComponent(user.id)}`}
                className="min-w-0 truncate font-medium hover:underline"
              >
                {user.name}
              </a>
              <Badge tone={stateTone(user)}>{stateWords(user)}</Badge>
              <span className="min-w-0 flex-1 truncate text-ink-3">{user.image}</span>
              <span className="tnum shrink-0 text-ink-3">
                <Age time={user.created} />
              </span>
            </li>
          ))}
      </ul>
    </Scroller>
  )
}

function Age({ time }: { time: number }) {
  return useNow((now) => ago(time, now))
}
