import { Link } from '@tanstack/react-router'
import { Activity } from 'lucide-react'
import { useState } from 'react'
import { buttonClass } from '../../components/button.tsx'
import { CopyButton } from '../../components/copy-button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Input } from '../../components/field.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { Scroller } from '../../components/scroller.tsx'
import { Select } from '../../components/select.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { useJobs } from '../../lib/jobs.ts'
import { BuildRow } from './build-row.tsx'
import { DeedRow } from './deed-row.tsx'
import { JobRow } from './job-row.tsx'
import { scriptOf } from './script.ts'
import { useDeeds } from './use-activity.ts'

const SHOWN = [
  { value: 'all', label: 'Everything' },
  { value: 'failed', label: 'What failed' },
] as const
type Shown = (typeof SHOWN)[number]['value']

/** What was done, by which command, when, and whether it worked. */
export function ActivityPage() {
  const { deeds, problem } = useDeeds()
  const jobs = useJobs()
  const running = jobs.filter(({ outcome }) => outcome.state === 'running')
  const builds = jobs.filter(({ kind, outcome }) => kind === 'build' && outcome.state !== 'running').reverse()
  const [text, setText] = useState('')
  const [show, setShow] = useState<Shown>('all')
  const wanted = (deeds ?? []).filter(
    ({ command, problems }) =>
      (show === 'all' || problems.length > 0) && command.toLowerCase().includes(text.trim().toLowerCase()),
  )
  return (
    <>
      <PageHeader
        title="Activity"
        actions={
          <>
            <Link to="/what-happened" className={buttonClass()}>
              What happened?
            </Link>
            <Select label="Show" hideLabel value={show} options={SHOWN} onChange={setShow} />
            <Input
              type="search"
              aria-label="Search commands"
              placeholder="Search"
              className="min-w-24 max-w-56"
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
            <CopyButton text={() => scriptOf(wanted)} label="Copy as a script" />
          </>
        }
      />
      <Scroller label="Activity">
        {running.length > 0 ? (
          <section aria-label="Running">
            <ul>
              {running.map((job) => (
                <JobRow key={job.id} job={job} />
              ))}
            </ul>
          </section>
        ) : null}
        {builds.length > 0 ? (
          <section aria-label="Builds">
            <ul>
              {builds.map((job) => (
                <BuildRow key={job.id} job={job} />
              ))}
            </ul>
          </section>
        ) : null}
        {problem ? <ProblemView page problem={problem} /> : null}
        {!deeds && !problem ? <SkeletonLines label="Loading what was done" /> : null}
        <ul aria-label="What was done">
          {wanted.map((deed) => (
            <DeedRow key={deed.number} deed={deed} />
          ))}
        </ul>
        {deeds && wanted.length === 0 ? (
          <EmptyState icon={Activity} title={deeds.length === 0 ? 'Nothing was done yet' : 'Nothing fits'}>
            {deeds.length === 0
              ? 'Start, stop or remove a container: it will stand here with its docker command.'
              : 'Change the search to see more.'}
          </EmptyState>
        ) : null}
      </Scroller>
    </>
  )
}
