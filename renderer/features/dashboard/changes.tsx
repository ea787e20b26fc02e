import { Link } from '@tanstack/react-router'
import type { RecordedEvent } from '../../../contract/index.ts'
import { Section } from '../../components/section.tsx'
import { EventList } from '../stats/index.ts'

/** What changed in the last day, what is alike in one line. */
export function Changes({ changes }: { changes: readonly RecordedEvent[] }) {
  return (
    <Section title="Changed in the last day">
      {changes.length === 0 ? (
        <p className="text-ink-3">
          Nothing. Starts, ends, deploys, new images: what happens on the engine stands here, whoever did it.
        </p>
      ) : (
        <EventList
          label="Changes"
          events={changes}
          few={8}
          fold
          brief
          subject={(event) =>
            'container' in event && 'name' in event ? (
              <Link to="/what-happened" search={{ container: event.container }} className="hover:underline">
                {event.name}
              </Link>
            ) : undefined
          }
        />
      )}
    </Section>
  )
}
