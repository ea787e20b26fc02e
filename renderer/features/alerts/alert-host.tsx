import { useEffect } from 'react'
import type { Alert } from '../../../contract/index.ts'
import { client } from '../../lib/connection.ts'
import { readStream } from '../../lib/stream.ts'
import { toasts } from '../../lib/toasts.ts'

/** Tells of alerts as they begin and end, where a person chose to be told. */
export function AlertHost() {
  useEffect(() => readStream((stream, signal) => client.alerts.news({ stream }, { signal }), { item: tell }), [])
  return null
}

/** A notification of the desktop where the page may show one, else words in the page itself. */
function tell(alert: Alert): void {
  const over = alert.over !== undefined
  const title = over ? `Over: ${alert.sentence}` : alert.sentence
  if ('Notification' in window && Notification.permission === 'granted') {
    // Of several windows that are open, one tells.
    const shown = new Notification('Slipway', { body: title, tag: `slipway-${alert.number}-${over}` })
    shown.onclick = () => {
      window.focus()
      if (alert.container !== undefined)
        window.location.hash = `#/what-happened?container=${encodeURIComponent(JSON.stringify(alert.container))}`
    }
    return
  }
  toasts.add({ title, timeout: over ? 5_000 : 0, data: { kind: over ? 'done' : 'failed' } })
}
