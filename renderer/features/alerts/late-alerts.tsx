import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Alert } from '../../../contract/index.ts'
import { Badge } from '../../components/badge.tsx'
import { Button } from '../../components/button.tsx'
import { useNow } from '../../lib/clock.ts'
import { ago, moment } from '../../lib/format.ts'

const FEW = 5

/** What fires, and what fired lately. */
export function LateAlerts({ alerts }: { alerts: readonly Alert[] }) {
  const [all, setAll] = useState(false)
  if (alerts.length === 0) return null
  const shown = alerts.slice(0, all ? alerts.length : FEW)
  return (
    <div>
      <h3 className="font-medium">What came true lately</h3>
      <ul aria-label="Alerts" className="flex flex-col divide-y divide-line/60">
        {shown.map((alert) => (
          <Row key={alert.number} alert={alert} />
        ))}
      </ul>
      {alerts.length > shown.length ? (
        <Button size="small" className="mt-1" onClick={() => setAll(true)}>
          Show {alerts.length - shown.length} more
        </Button>
      ) : null}
    </div>
  )
}

function Row({ alert: { sentence, began, over, container, engineName } }: { alert: Alert }) {
  const when = useNow((now) => ago(began, now))
  return (
    <li className="flex flex-wrap items-center gap-x-2.5 gap-y-0.5 py-1.5">
      <Badge tone={over === undefined ? 'bad' : 'neutral'}>{over === undefined ? 'Now' : 'Over'}</Badge>
      <span className="wrap-anywhere min-w-0 flex-1 basis-56">
        {container === undefined ? (
          sentence
        ) : (
          <Link to="/what-happened" search={{ container }} className="hover:underline">
            {sentence}
          </Link>
        )}
      </span>
      <time
        dateTime={new Date(began).toISOString()}
        title={`${moment(began)}, ${engineName}`}
        className="tnum text-ink-3 text-sm"
      >
        {when}
      </time>
    </li>
  )
}
