import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { RecordedEvent } from '../../../contract/index.ts'
import { Button } from '../../components/button.tsx'
import { Section } from '../../components/section.tsx'
import { EventList, folded } from '../stats/index.ts'

const FEW = 8

/** What changed in the last day, what is alike in one line. */
export function Changes({ changes }: { changes: readonly RecordedEvent[] }) {
  const [all, setAll] = useState(false)
  const lines = folded(changes)
  const times = new Map(lines.map(({ event, times }) => [event.number, times]))
  const shown = lines.slice(0, all ? lines.length : FEW)
  return (
    <Section title="Changed in the last day">
      {lines.length === 0 ? (
        <p className="text-ink-3">
          Nothing. Starts, ends, deploys, new images: what happens on the engine stands here, whoever did it.
        </p>
      ) : (
        <EventList
          label="Changes"
          events={shown.map(({ event }) => event)}
          times={times}
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
      {lines.length > shown.length ? (
        <Button size="small" className="self-start" onClick={() => setAll(true)}>
          Show {lines.length - shown.length} more
        </Button>
      ) : null}
    </Section>
  )
}
