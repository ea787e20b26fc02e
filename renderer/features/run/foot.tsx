import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Play } from 'lucide-react'
import { useEffect, useEffectEvent, useState } from 'react'
import type { FormProblem, Problem, Run } from '../../../contract/index.ts'
import { Button } from '../../components/button.tsx'
import { CommandLine } from '../../components/command-line.tsx'
import { Kbd } from '../../components/kbd.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { client } from '../../lib/connection.ts'
import { useDebounced } from '../../lib/debounced.ts'
import { onMac } from '../../lib/desktop.ts'
import { inventoryOf } from '../../lib/inventory.ts'
import { asProblem } from '../../lib/problem.ts'
import { type Draft, startOver } from '../../lib/run-draft.ts'
import { toastDone } from '../../lib/toasts.ts'
import { ContainerPage, justRun, removeContainers, TABS } from '../containers/index.ts'
import { formOf } from './draft.ts'
import { RunProgress } from './run-progress.tsx'
import { previewOf } from './use-preview.ts'

type FootProps = {
  engine: string
  draft: Draft
  command: string | undefined
  problems: readonly FormProblem[]
  failure: Problem | undefined
  stale: boolean
  /** The container whose place it takes. */
  replaced: string | undefined
  onFailure: (failure: Problem | undefined) => void
}

const WRONG = 'main [aria-invalid="true"]'

/** What is over sooner does without: drawing it would only take processor time from the engine. */
const PROGRESS_AFTER_MS = 400

type Under = { job: string; run: Run; command: string }

/** The command that does the same, what stands in its way, and the buttons that do it; while it is done, how far it is. */
export function Foot({ engine, draft, command, problems, failure, stale, replaced, onFailure }: FootProps) {
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [under, setUnder] = useState<Under>()
  const long = useDebounced(under !== undefined, PROGRESS_AFTER_MS)

  const start = async (verb: Run['verb']) => {
    // What a field says of itself is in the way; what the engine said last time may have changed since.
    const wrong = failure ? null : document.querySelector<HTMLElement>(WRONG)
    if (wrong) {
      wrong.focus()
      return
    }
    onFailure(undefined)
    setBusy(true)
    try {
      const { form, problem } = formOf({ ...draft, verb })
      const { run } = await queries.fetchQuery(previewOf(engine, form))
      if (!run || problem !== undefined) {
        document.querySelector<HTMLElement>(WRONG)?.focus()
        return
      }
      const begun = replaced
        ? await client.runs.recreate({ engine, id: replaced, run })
        : await client.runs.start({ engine, run })
      setUnder({ run, ...begun })
    } catch (error) {
      onFailure(asProblem(error, 'The container could not be made.'))
    } finally {
      setBusy(false)
    }
  }

  const done = ({ run }: Under, container: string) => {
    const old = replaced === undefined ? undefined : inventoryOf(engine).get().containers.byId.get(replaced)
    if (old) removeContainers(engine, [old])
    justRun.set(container)
    const tab = run.verb === 'create' ? undefined : run.interactive && run.tty ? 'terminal' : 'logs'
    // The form is emptied behind the person's back: drawing it once more would only keep the container's page waiting.
    void navigate({
      to: '/containers/$id',
      params: { id: container },
      search: tab === undefined ? {} : { tab },
    }).finally(() => {
      setUnder(undefined)
      startOver()
    })
  }

  // Where a run leads to is there before it is needed.
  useEffect(() => {
    const idle = requestIdleCallback(() => {
      // Should it fail, going there tries again.
      ContainerPage.preload?.()?.catch(() => {})
      TABS.find(({ value }) => value === 'logs')?.content.preload()
    })
    return () => cancelIdleCallback(idle)
  }, [])

  const able = !busy && !stale && !under && command !== undefined
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(onMac ? event.metaKey : event.ctrlKey)) return
    if (!able || document.querySelector('[role="dialog"], [role="alertdialog"]')) return
    event.preventDefault()
    void start(draft.verb)
  })
  useEffect(() => {
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])

  const [main, other] =
    draft.verb === 'create' && !replaced ? (['create', 'run'] as const) : (['run', 'create'] as const)
  const open = problems.filter(({ flags }) => flags[0] !== 'image' || draft.image !== '')
  return (
    <footer className="flex max-h-[45%] shrink-0 flex-col gap-2 overflow-y-auto border-line border-t bg-canvas px-4 py-3">
      {under ? (
        <RunProgress
          job={under.job}
          command={under.command}
          shown={long}
          onDone={(container) => done(under, container)}
          onFailed={(problem) => {
            setUnder(undefined)
            onFailure(problem)
          }}
          onCancelled={() => {
            setUnder(undefined)
            toastDone(replaced ? 'Cancelled: the old one is as it was' : 'Cancelled: nothing was started')
          }}
        />
      ) : null}
      {under && long ? null : (
        <>
          {failure ? <ProblemView problem={failure} /> : null}
          {open.length > 0 ? (
            <ul aria-label="What does not fit" className="text-bad text-sm">
              {open.map(({ flags: [flag], at, what }) => (
                <li key={`${flag} ${at} ${what}`}>{what}</li>
              ))}
            </ul>
          ) : null}
          {command === undefined ? (
            <p className="text-ink-3">Name an image: the command that does the same is written here.</p>
          ) : (
            <CommandLine command={command} />
          )}
          <div className="flex flex-wrap justify-end gap-2">
            {(replaced ? [main] : [other, main]).map((verb) => (
              <Button
                key={verb}
                look={verb === main ? 'primary' : 'plain'}
                disabled={!able}
                onClick={() => void start(verb)}
              >
                {verb === 'run' ? (
                  <>
                    <Play aria-hidden />
                    {replaced ? 'Recreate' : 'Run'}
                    <span aria-hidden>
                      <Kbd keys="Mod+Enter" />
                    </span>
                  </>
                ) : (
                  'Create without starting'
                )}
              </Button>
            ))}
          </div>
        </>
      )}
    </footer>
  )
}
