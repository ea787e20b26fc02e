import { useState } from 'react'
import { Switch } from '../../components/switch.tsx'
import { client } from '../../lib/connection.ts'
import { asProblem } from '../../lib/problem.ts'
import { toastProblem } from '../../lib/toasts.ts'

/** Whether alerts are shown as notifications; the browser is asked only at this click. */
export function Notify({ notify }: { notify: boolean }) {
  const [permission, setPermission] = useState(() => ('Notification' in window ? Notification.permission : 'denied'))
  const choose = async (next: boolean) => {
    try {
      await client.alerts.setNotify({ notify: next })
      if (next && 'Notification' in window && permission === 'default')
        setPermission(await Notification.requestPermission())
    } catch (error) {
      toastProblem(asProblem(error, 'The setting could not be kept.'))
    }
  }
  return (
    <Switch
      checked={notify}
      onChange={(next) => void choose(next)}
      description={
        notify && permission !== 'granted'
          ? 'This browser does not let Slipway show notifications; alerts stand in its pages instead. The browser’s settings for this address can allow them.'
          : 'As a notification of your desktop, while a window or page of Slipway is open.'
      }
    >
      Show notifications
    </Switch>
  )
}
