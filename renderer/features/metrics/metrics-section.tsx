import { useState } from 'react'
import { commandLine } from '../../../contract/shell.ts'
import { Button } from '../../components/button.tsx'
import { CommandLine } from '../../components/command-line.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { Section } from '../../components/section.tsx'
import { Switch } from '../../components/switch.tsx'
import { client } from '../../lib/connection.ts'
import { desktop } from '../../lib/desktop.ts'
import { asProblem } from '../../lib/problem.ts'
import { useLatest } from '../../lib/stream.ts'
import { toastDone, toastProblem } from '../../lib/toasts.ts'

/** Lets Prometheus read what is measured. The window of the desktop app has no address, so it is not offered there. */
export function MetricsSection() {
  return desktop() ? null : <OfAddress />
}

function OfAddress() {
  const { value, problem, retry } = useLatest('metrics', (stream, signal) =>
    client.metrics.watch({ stream }, { signal }),
  )
  const [token, setToken] = useState<string>()
  const address = new URL('/metrics', window.location.href).href
  const change = async (failed: string, work: () => Promise<void>) => {
    try {
      await work()
    } catch (error) {
      toastProblem(asProblem(error, failed))
    }
  }
  const make = () =>
    change('No token could be made.', async () => {
      const made = await client.metrics.makeToken()
      setToken(made.token)
    })
  const drop = () =>
    change('The token could not be taken away.', async () => {
      await client.metrics.dropToken()
      setToken(undefined)
      toastDone('The token is void')
    })
  return (
    <Section title="Metrics">
      {problem ? <ProblemView problem={problem} onRetry={retry} /> : null}
      {value ? (
        <>
          <Switch
            checked={value.enabled}
            onChange={(enabled) =>
              void change('The setting could not be kept.', async () => {
                await client.metrics.setEnabled({ enabled })
              })
            }
            description="What containers use, in Prometheus’ text format, for whoever is signed in or has the token."
          >
            Answer at <code className="break-all font-mono text-sm">{address}</code>
          </Switch>
          {value.enabled ? (
            <>
              {token === undefined ? null : (
                <div className="flex flex-col gap-1">
                  <p className="text-ink-2">This is shown once. Put the token into the scrape configuration:</p>
                  <CommandLine command={commandLine(['curl', '-H', `Authorization: Bearer ${token}`, address])} />
                </div>
              )}
              <div className="flex flex-wrap gap-2">
                <Button onClick={() => void make()}>{value.hasToken ? 'Make another token' : 'Make a token'}</Button>
                {value.hasToken ? (
                  <Button look="quiet" onClick={() => void drop()}>
                    Take the token away
                  </Button>
                ) : null}
              </div>
            </>
          ) : null}
        </>
      ) : null}
    </Section>
  )
}
