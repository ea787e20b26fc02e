import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { updateCommand } from '../../../contract/container-commands.ts'
import type { ContainerDetail, Limits } from '../../../contract/index.ts'
import { Field } from '../../components/field.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { Select } from '../../components/select.tsx'
import { client } from '../../lib/connection.ts'
import { useSelectedEngine } from '../../lib/engines.ts'
import { memory } from '../../lib/format.ts'
import { asProblem } from '../../lib/problem.ts'
import { EditDialog, type EditProps } from './edit-dialog.tsx'
import { parseCores, parseSize, sizeWord } from './limit-words.ts'
import { RESTART_POLICIES, type RestartPolicyName } from './restart-policies.ts'

/** Changes limits and restart policy of a container in place. */
export function LimitsDialog(props: EditProps) {
  const { engine, container } = props
  const { data, error } = useQuery({
    queryKey: ['containers', 'inspect', engine, container.id, 'limits'],
    queryFn: ({ signal }) => client.containers.inspect({ engine, id: container.id }, { signal }),
    gcTime: 0,
    staleTime: 0,
  })
  if (data) return <LimitsForm {...props} detail={data} />
  if (!error) return null
  return (
    <EditDialog
      title={`Limits of ${container.name}`}
      confirm="Change"
      command={undefined}
      done=""
      failed=""
      run={() => Promise.reject(error)}
      onClose={props.onClose}
    >
      <ProblemView problem={asProblem(error, 'Its limits could not be read.')} />
    </EditDialog>
  )
}

function LimitsForm({ engine, container, onClose, detail }: EditProps & { detail: ContainerDetail }) {
  const [policyName = 'no', tries = ''] = detail.restartPolicy.split(':')
  const before = {
    memory: detail.memoryLimit > 0 ? sizeWord(detail.memoryLimit) : '',
    cpus: detail.cpuLimit > 0 ? String(detail.cpuLimit) : '',
    pids: detail.pidsLimit > 0 ? String(detail.pidsLimit) : '',
    policy: RESTART_POLICIES.find(({ value }) => value === policyName)?.value ?? 'no',
    tries,
  }
  const [words, setWords] = useState(before)
  const put = (change: Partial<typeof words>) => setWords((now) => ({ ...now, ...change }))
  const status = useSelectedEngine()?.status
  const facts = status?.state === 'connected' ? status.facts : undefined

  const bytes = words.memory === '' ? 0 : parseSize(words.memory)
  const cores = words.cpus === '' ? 0 : parseCores(words.cpus)
  const pids = words.pids === '' ? -1 : /^\d+$/.test(words.pids) ? Number(words.pids) : undefined
  const retries = words.tries === '' ? 0 : /^\d+$/.test(words.tries) ? Number(words.tries) : undefined
  const errors = {
    memory:
      bytes === undefined
        ? 'Write it as 512m or 1.5g.'
        : bytes > 0 && bytes < 6 * 1024 ** 2
          ? 'The engine wants at least 6m.'
          : undefined,
    cpus:
      cores === undefined
        ? 'A number of cores, such as 1.5.'
        : facts && cores > facts.cpus
          ? `The engine has ${facts.cpus}.`
          : undefined,
    pids: pids === undefined ? 'A whole number.' : undefined,
    tries: retries === undefined ? 'A whole number.' : undefined,
  }
  const wrong = Object.values(errors).some((error) => error !== undefined)
  const limits: Limits = {
    // The engine refuses a memory limit above the swap limit it has kept from before.
    ...(words.memory !== before.memory && bytes !== undefined && { memory: bytes, memorySwap: bytes === 0 ? 0 : -1 }),
    ...(words.cpus !== before.cpus && cores !== undefined && { cpus: cores }),
    ...(words.pids !== before.pids && pids !== undefined && { pids }),
    ...((words.policy !== before.policy || words.tries !== before.tries) &&
      retries !== undefined && {
        restart: { name: words.policy, retries: words.policy === 'on-failure' ? retries : 0 },
      }),
  }
  const ready = !wrong && Object.keys(limits).length > 0
  return (
    <EditDialog
      title={`Limits of ${container.name}`}
      description="They hold at once; the container goes on."
      confirm="Change"
      command={ready ? updateCommand(container.name, limits) : undefined}
      done={`Changed the limits of ${container.name}`}
      failed={`The limits of ${container.name} could not be changed.`}
      run={() => client.containers.update({ engine, id: container.id, limits })}
      onClose={onClose}
    >
      <Field
        label="Memory"
        value={words.memory}
        onChange={(value) => put({ memory: value })}
        error={errors.memory}
        placeholder="No limit"
        description={
          facts
            ? `512m, 1.5g; empty for no limit. The engine has ${memory(facts.memory)}.`
            : '512m, 1.5g; empty for no limit.'
        }
      />
      <Field
        label="CPU"
        value={words.cpus}
        onChange={(value) => put({ cpus: value })}
        error={errors.cpus}
        placeholder="No limit"
        description={facts ? `Cores, such as 1.5. The engine has ${facts.cpus}.` : 'Cores, such as 1.5.'}
      />
      <Field
        label="Processes"
        value={words.pids}
        onChange={(value) => put({ pids: value })}
        error={errors.pids}
        placeholder="No limit"
      />
      <Select
        label="Start again"
        value={words.policy}
        options={RESTART_POLICIES}
        onChange={(policy: RestartPolicyName) => put({ policy })}
        className="justify-between"
      />
      {words.policy === 'on-failure' ? (
        <Field
          label="At most so many times"
          value={words.tries}
          onChange={(value) => put({ tries: value })}
          error={errors.tries}
          placeholder="No limit"
        />
      ) : null}
    </EditDialog>
  )
}
