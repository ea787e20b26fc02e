import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { parseReference, registryOf, wholeName } from '../../../contract/image-reference.ts'
import type { UpdateStep } from '../../../contract/index.ts'
import { Button } from '../../components/button.tsx'
import { CommandLine } from '../../components/command-line.tsx'
import { FormDialog } from '../../components/form-dialog.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { TransferDialog, useBegun } from '../../components/transfer-dialog.tsx'
import { client } from '../../lib/connection.ts'
import { count } from '../../lib/format.ts'
import { asProblem } from '../../lib/problem.ts'
import { useSettings } from '../../lib/settings.ts'
import { signInTo } from '../registries/index.ts'
import { StepRow } from './step-row.tsx'

type UpdateDialogProps = { engine: string; reference: string; onClose: () => void }

/** Pulls the newer image, and makes the chosen containers anew of it; each old one is kept beside the new one. */
export function UpdateDialog({ engine, reference, onClose }: UpdateDialogProps) {
  const { showCommands } = useSettings()
  const { data, error } = useQuery({
    queryKey: ['updates', 'plan', engine, reference],
    queryFn: ({ signal }) => client.updates.plan({ engine, reference }, { signal }),
    // What it comes to changes with every container.
    gcTime: 0,
  })
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const able = (data?.containers ?? []).filter(({ problem }) => problem === undefined)
  const chosen = able.filter(({ id }) => !left.has(id))
  const { begun, problem, busy, start, back } = useBegun(
    () => client.updates.apply({ engine, reference, containers: chosen.map(({ id }) => id) }),
    `${reference} could not be updated.`,
  )
  const whole = parseReference(reference)
  if (begun) {
    return (
      <TransferDialog
        title={`Update ${reference}`}
        description={wholeName(whole)}
        begun={begun}
        onRetry={start}
        onBack={back}
        onClose={onClose}
        whenFailed={(code) =>
          code === 'UNAUTHORIZED' ? (
            <Button look="primary" onClick={() => signInTo(engine, registryOf(whole))}>
              Sign in…
            </Button>
          ) : null
        }
      />
    )
  }
  const toggle = ({ id }: UpdateStep) => {
    const next = new Set(left)
    if (!next.delete(id)) next.add(id)
    setLeft(next)
  }
  return (
    <FormDialog
      title={`Update ${reference}`}
      description="The registry has a newer image under this name."
      confirm={chosen.length === 0 ? 'Pull' : `Pull and recreate ${count(chosen.length, 'container')}`}
      ready={data !== undefined}
      busy={busy}
      onSubmit={start}
      onClose={onClose}
    >
      {error ? <ProblemView problem={asProblem(error, 'What uses the image could not be found out.')} /> : null}
      {data || error ? null : <SkeletonLines label="Looking for the containers that use it" />}
      {data && data.containers.length > 0 ? (
        <>
          <p className="text-ink-2">
            These containers were made of the older image. Each is stopped and made anew with the same flags; the old
            one is kept, stopped, as <code className="font-mono text-sm">NAME-before</code>, and is back at once where
            the new one does not stay up. What was written into a container itself, and not into a volume, stays in the
            old one.
          </p>
          <ul aria-label="Containers" className="flex flex-col divide-y divide-line/60">
            {data.containers.map((step) => (
              <StepRow key={step.id} step={step} chosen={!left.has(step.id)} onToggle={() => toggle(step)} />
            ))}
          </ul>
        </>
      ) : null}
      {data?.containers.length === 0 ? <p className="text-ink-2">No container uses it: it is pulled alone.</p> : null}
      {problem ? <ProblemView problem={problem} /> : null}
      {showCommands && data ? (
        <CommandLine command={[data.pull, ...chosen.flatMap(({ command }) => command ?? [])].join(' && ')} />
      ) : null}
    </FormDialog>
  )
}
