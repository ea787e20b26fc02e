import { useState } from 'react'
import type { AlertState } from '../../../contract/index.ts'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { client } from '../../lib/connection.ts'
import { asProblem } from '../../lib/problem.ts'
import { toastDone, toastProblem } from '../../lib/toasts.ts'

/** Where alerts are posted. The address may hold a secret, so it is never shown again. */
export function Webhook({ webhook }: Pick<AlertState, 'webhook'>) {
  const [url, setUrl] = useState('')
  const [asking, setAsking] = useState(false)
  const typed = url.trim()
  const fits = URL.canParse(typed) && /^https?:$/.test(new URL(typed).protocol)
  const run = async (failed: string, work: () => Promise<string>) => {
    setAsking(true)
    try {
      toastDone(await work())
    } catch (error) {
      toastProblem(asProblem(error, failed))
    } finally {
      setAsking(false)
    }
  }
  const test = () =>
    run('The webhook did not take the example.', async () => {
      const { status } = await client.alerts.testWebhook(typed === '' ? {} : { url: typed })
      return `The webhook took the example (${status})`
    })
  const keep = () =>
    run('The webhook could not be kept.', async () => {
      await client.alerts.setWebhook({ url: typed })
      setUrl('')
      return 'Alerts are posted to the webhook'
    })
  const drop = () =>
    run('The webhook could not be taken away.', async () => {
      await client.alerts.setWebhook({})
      return 'Alerts are no longer posted'
    })
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        if (fits) void keep()
      }}
    >
      <div className="flex flex-wrap items-end gap-2">
        <Field
          label="Webhook"
          type="url"
          className="min-w-56 flex-1"
          placeholder={webhook ? `Posted to ${webhook.origin}` : 'https://example.com/hook'}
          value={url}
          onChange={setUrl}
          error={typed !== '' && !fits ? 'An address that begins with http:// or https://.' : undefined}
        />
        <Button type="submit" disabled={asking || !fits}>
          Keep
        </Button>
        <Button disabled={asking || (typed === '' ? !webhook : !fits)} onClick={() => void test()}>
          Send an example
        </Button>
        {webhook ? (
          <Button look="quiet" disabled={asking} onClick={() => void drop()}>
            Take away
          </Button>
        ) : null}
      </div>
      <p className="text-ink-3 text-sm">
        {webhook
          ? `Each alert is posted as JSON to ${webhook.origin}. The rest of the address may be a secret, and is not shown.`
          : 'Each alert is posted there as JSON, by the host of Slipway.'}
      </p>
      {webhook?.problem ? <ProblemView problem={webhook.problem} /> : null}
    </form>
  )
}
