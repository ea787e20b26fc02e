import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { RecorderState } from '../../../contract/index.ts'
import { Button, buttonClass } from '../../components/button.tsx'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { Field } from '../../components/field.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { Section } from '../../components/section.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { client } from '../../lib/connection.ts'
import { moment, size } from '../../lib/format.ts'
import { asProblem } from '../../lib/problem.ts'
import { useLatest } from '../../lib/stream.ts'
import { toastDone, toastProblem } from '../../lib/toasts.ts'

/** How much of the past is kept, what it takes, and whether it is written down at all. */
export function RecorderSection() {
  const { value, problem, retry } = useLatest('recorder', (stream, signal) =>
    client.recorder.watch({ stream }, { signal }),
  )
  const [forgetting, setForgetting] = useState(false)
  return (
    <Section
      title="Recorder"
      actions={
        <Link to="/what-happened" className={buttonClass('quiet', 'small')}>
          What is remembered
        </Link>
      }
    >
      <p className="text-ink-2">
        While it runs, Slipway writes down what containers use, what happens to them and how they end, so that you can
        look it up later. It stays on the computer that Slipway’s host runs on.
      </p>
      {problem ? <ProblemView problem={problem} onRetry={retry} /> : null}
      {value?.problem ? <ProblemView problem={value.problem} /> : null}
      {value ? (
        <>
          <Amount key={`${value.settings.days} ${value.settings.megabytes}`} state={value} />
          <p className="tnum text-ink-3 text-sm">{kept(value)}</p>
          <Button className="self-start" disabled={value.size === 0} onClick={() => setForgetting(true)}>
            Forget everything…
          </Button>
        </>
      ) : problem ? null : (
        <Skeleton className="h-16" />
      )}
      {value && forgetting ? <Forget state={value} onClose={() => setForgetting(false)} /> : null}
    </Section>
  )
}

function kept({ size: bytes, oldest }: RecorderState): string {
  return oldest === undefined ? `${size(bytes)} now` : `${size(bytes)} now, from ${moment(oldest)} on`
}

const DAYS = { least: 1, most: 366 }
const MEGABYTES = { least: 20, most: 100_000 }

function Amount({ state: { settings } }: { state: RecorderState }) {
  const [days, setDays] = useState(String(settings.days))
  const [megabytes, setMegabytes] = useState(String(settings.megabytes))
  const wrongDays = outside(days, DAYS)
  const wrongSize = outside(megabytes, MEGABYTES)
  const same = Number(days) === settings.days && Number(megabytes) === settings.megabytes
  const keep = () => {
    client.recorder
      .configure({ days: Number(days), megabytes: Number(megabytes) })
      .then(() => toastDone(`The recorder keeps ${days} days, up to ${megabytes} MB`))
      .catch((error) => toastProblem(asProblem(error, 'The recorder’s settings could not be kept.')))
  }
  return (
    <form
      className="flex flex-wrap items-start gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        if (!wrongDays && !wrongSize && !same) keep()
      }}
    >
      <Field
        label="Days to keep"
        inputMode="numeric"
        value={days}
        onChange={setDays}
        error={wrongDays}
        className="w-44"
      />
      <Field
        label="Megabytes at most"
        inputMode="numeric"
        value={megabytes}
        onChange={setMegabytes}
        error={wrongSize}
        description="What is reached first; the oldest goes."
        className="w-56"
      />
      <Button type="submit" className="mt-6" disabled={same || wrongDays !== undefined || wrongSize !== undefined}>
        Keep
      </Button>
    </form>
  )
}

function outside(text: string, { least, most }: { least: number; most: number }): string | undefined {
  const number = /^\d{1,7}$/.test(text.trim()) ? Number(text) : Number.NaN
  return number >= least && number <= most ? undefined : `A whole number from ${least} to ${most.toLocaleString()}.`
}

function Forget({ state, onClose }: { state: RecorderState; onClose: () => void }) {
  return (
    <ConfirmDialog
      open
      danger
      title="Forget everything that was recorded?"
      confirm="Forget"
      onConfirm={() => {
        onClose()
        client.recorder
          .forget()
          .then(() => toastDone('The recorder begins anew'))
          .catch((error) => toastProblem(asProblem(error, 'What was recorded could not be forgotten.')))
      }}
      onClose={onClose}
    >
      {size(state.size)} of curves, events, ends and last lines of all engines go, and nothing brings them back.
      Containers and their logs are not touched.
    </ConfirmDialog>
  )
}
