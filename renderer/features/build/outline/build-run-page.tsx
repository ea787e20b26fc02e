import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { FileCode2, Hammer, Pencil, Play, Square } from 'lucide-react'
import { useEffect } from 'react'
import type { Job } from '../../../../contract/index.ts'
import { Badge, type Tone } from '../../../components/badge.tsx'
import { Button } from '../../../components/button.tsx'
import { CommandLine } from '../../../components/command-line.tsx'
import { CopyButton } from '../../../components/copy-button.tsx'
import { PageHeader } from '../../../components/page-header.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { Scroller } from '../../../components/scroller.tsx'
import { SkeletonLines } from '../../../components/skeleton.tsx'
import { fillBuild } from '../../../lib/build-draft.ts'
import { useNow } from '../../../lib/clock.ts'
import { client } from '../../../lib/connection.ts'
import { shortId, size } from '../../../lib/format.ts'
import { cancelJob, useJobs } from '../../../lib/jobs.ts'
import { asProblem } from '../../../lib/problem.ts'
import { EMPTY, fillRun } from '../../../lib/run-draft.ts'
import { toastProblem } from '../../../lib/toasts.ts'
import { learnFindings } from '../editor/findings.ts'
import { DockerfileLines } from './dockerfile-lines.tsx'
import type { Known } from './known.ts'
import { StepRow } from './step-row.tsx'
import { useBuild } from './use-build.ts'
import { stepGroups, stepTime } from './words.ts'

const STATES: Record<Job['outcome']['state'], { words: string; tone: Tone }> = {
  running: { words: 'Building', tone: 'accent' },
  done: { words: 'Built', tone: 'good' },
  failed: { words: 'Failed', tone: 'bad' },
  cancelled: { words: 'Cancelled', tone: 'neutral' },
}

/** How a build goes, step by step. */
export function BuildRunPage() {
  const { job: id } = useParams({ from: '/build/$job' })
  const { known, problem } = useBuild(id)
  const job = useJobs().find((one) => one.id === id)
  if (problem) {
    return (
      <>
        <PageHeader title="Build" />
        <ProblemView page problem={problem} />
      </>
    )
  }
  if (!known) {
    return (
      <>
        <PageHeader title={job?.title ?? 'Build'} />
        <SkeletonLines label="Loading the build" />
      </>
    )
  }
  return <BuildRun known={known} job={job} />
}

function BuildRun({ known, job }: { known: Known; job: Job | undefined }) {
  const { facts, steps, logs } = known
  const state = job?.outcome.state ?? (facts.problem ? 'failed' : facts.image || facts.output ? 'done' : 'cancelled')
  const name = facts.build.tags[0]
  useEffect(() => {
    if (facts.warnings.length > 0 || facts.problem || facts.image || facts.output) learnFindings(facts)
  }, [facts])
  return (
    <>
      <PageHeader
        title={`Build ${name ?? facts.build.context}`}
        note={
          <span className="flex items-center gap-2">
            <Badge tone={STATES[state].tone}>{STATES[state].words}</Badge>
            {job ? <Took job={job} /> : null}
          </span>
        }
        actions={<Actions known={known} job={job} running={state === 'running'} />}
      />
      <Scroller label="Build">
        <div className="mx-auto flex max-w-5xl flex-col gap-4 p-4">
          <CommandLine command={facts.command} />
          <p className="sr-only" role="status">
            {STATES[state].words}
          </p>
          {facts.image ? <Result known={known} /> : null}
          {facts.output ? <Written place={facts.output} /> : null}
          {facts.problem ? (
            <div className="flex flex-col gap-2">
              <ProblemView problem={facts.problem} />
              {facts.problemLine === undefined || facts.dockerfile.text === '' ? null : (
                <DockerfileLines text={facts.dockerfile.text} line={facts.problemLine} />
              )}
            </div>
          ) : null}
          <Warnings known={known} />
          <Sent known={known} running={state === 'running'} />
          {stepGroups(steps).map(({ title, steps: group }) => (
            <section key={title} aria-label={title}>
              <h2 className="mb-1 font-semibold">{title}</h2>
              <ol className="flex flex-col gap-px">
                {group.map((step) => (
                  <StepRow key={step.id} step={step} log={logs.get(step.id)} />
                ))}
              </ol>
            </section>
          ))}
        </div>
      </Scroller>
    </>
  )
}

function Took({ job: { started, outcome } }: { job: Job }) {
  const now = useNow((time) => (outcome.state === 'running' ? time : 0))
  const took = outcome.state === 'running' ? Math.floor((now - started) / 1000) * 1000 : outcome.ended - started
  return <span className="tnum whitespace-nowrap">{stepTime(took)}</span>
}

function Actions({ known, job, running }: { known: Known; job: Job | undefined; running: boolean }) {
  const navigate = useNavigate()
  const { facts } = known
  if (running && job) {
    return (
      <Button onClick={() => cancelJob(job)}>
        <Square aria-hidden />
        Cancel
      </Button>
    )
  }
  const again = () => {
    client.builds.start({ engine: facts.engine, build: facts.build }).then(
      ({ job: next }) => void navigate({ to: '/build/$job', params: { job: next } }),
      (error) => toastProblem(asProblem(error, 'The build could not begin.')),
    )
  }
  const change = (tab?: 'dockerfile') => {
    fillBuild(facts.build)
    void navigate({ to: '/build', search: tab === undefined ? {} : { tab } })
  }
  return (
    <>
      {facts.dockerfile.path === '' ? null : (
        <Button look="quiet" onClick={() => change('dockerfile')}>
          <FileCode2 aria-hidden />
          <span className="max-lg:sr-only">Dockerfile</span>
        </Button>
      )}
      <Button look="quiet" onClick={() => change()}>
        <Pencil aria-hidden />
        <span className="max-lg:sr-only">Change</span>
      </Button>
      <Button onClick={again}>
        <Hammer aria-hidden />
        <span className="max-lg:sr-only">Build again</span>
      </Button>
    </>
  )
}

/** The image, and what to do with it. */
function Result({ known: { facts } }: { known: Known }) {
  const navigate = useNavigate()
  const image = facts.image ?? ''
  const name = facts.build.tags[0] ?? image
  return (
    <section
      aria-label="Image"
      className="flex flex-wrap items-center gap-3 rounded-lg border border-line bg-good-soft px-4 py-2.5"
    >
      <div className="min-w-0 flex-1">
        <p className="wrap-anywhere font-medium">
          {facts.build.tags.length > 0 ? facts.build.tags.join(', ') : 'An image without a name'}
        </p>
        <p className="flex items-center gap-1 text-ink-2 text-sm">
          <Link
            to="/images/$id"
            params={{ id: image.replace(/^sha256:/, '') }}
            className="font-mono text-accent hover:underline"
          >
            {shortId(image)}
          </Link>
          <CopyButton text={image} label="Copy the image’s id" />
        </p>
      </div>
      <Button
        look="primary"
        onClick={() => {
          fillRun({ ...EMPTY, image: name, command: [] })
          void navigate({ to: '/run' })
        }}
      >
        <Play aria-hidden />
        Run
      </Button>
    </section>
  )
}

/** Where the files of the result are. */
function Written({ place }: { place: string }) {
  return (
    <section
      aria-label="Output"
      className="flex items-center gap-1 rounded-lg border border-line bg-good-soft px-4 py-2.5"
    >
      <p className="wrap-anywhere min-w-0">
        Written to <code className="font-mono text-sm">{place}</code>
      </p>
      <CopyButton text={place} label="Copy the path" />
    </section>
  )
}

function Warnings({ known: { facts } }: { known: Known }) {
  if (facts.warnings.length === 0) return null
  return (
    <section aria-label="Warnings" className="rounded-lg border border-line px-4 py-2.5">
      <h2 className="font-semibold">What the builder says of the Dockerfile</h2>
      <ul className="mt-1 flex flex-col gap-1">
        {facts.warnings.map(({ what, detail, line, url }) => (
          <li key={`${line} ${what}`} className="wrap-anywhere text-sm">
            {line === undefined ? null : <span className="tnum text-ink-3">Line {line}: </span>}
            <span className="text-warn">{what}</span> <span className="text-ink-2">{detail}</span>
            {url && /^https:\/\//.test(url) ? (
              <>
                {' '}
                <a href={url} target="_blank" rel="noreferrer" className="text-accent underline">
                  More
                </a>
              </>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Sent({ known: { facts, steps }, running }: { known: Known; running: boolean }) {
  const { bytes, total } = facts.sent
  const sending = running && facts.builder === 'classic' && steps.length === 0
  if (bytes === 0 && !sending) return null
  return (
    <div>
      <p className="tnum text-ink-2 text-sm">
        {sending ? 'Sending' : 'Sent'} {size(bytes)}
        {sending && total !== undefined ? ` of about ${size(total)}` : ''} of {facts.build.context} to{' '}
        {facts.builder === 'buildkit' ? 'BuildKit' : 'the classic builder'}
      </p>
      {sending ? (
        <progress
          aria-label="Sending the folder"
          className="h-1 w-full"
          {...(total !== undefined && { value: Math.min(bytes, total), max: total })}
        />
      ) : null}
    </div>
  )
}
