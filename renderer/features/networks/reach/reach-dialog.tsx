import { ArrowRightLeft } from 'lucide-react'
import { useState } from 'react'
import type { NetworkedContainer } from '../../../../contract/index.ts'
import { reach, usualPort } from '../../../../contract/reach.ts'
import { Button } from '../../../components/button.tsx'
import { Dialog } from '../../../components/dialog.tsx'
import { Field } from '../../../components/field.tsx'
import { IconButton } from '../../../components/icon-button.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { Segments } from '../../../components/segments.tsx'
import { Skeleton } from '../../../components/skeleton.tsx'
import { Suggest } from '../../../components/suggest.tsx'
import { useContainers } from '../../../lib/inventory.ts'
import type { ReachStart } from '../../../lib/network-asked.ts'
import { asProblem } from '../../../lib/problem.ts'
import { useNetworkMap } from '../use-network-map.ts'
import { Answer } from './answer.tsx'

const PROTOCOLS = [
  { value: 'tcp', label: 'TCP' },
  { value: 'udp', label: 'UDP' },
] as const

type ReachDialogProps = { engine: string; start: ReachStart; onClose: () => void }

/** “Can A reach B on port P?”, answered as it is asked. */
export function ReachDialog({ engine, start, onClose }: ReachDialogProps) {
  const containers = useContainers(engine)
  const map = useNetworkMap(engine)
  const nameOf = (id: string | undefined) => containers.find((one) => one.id === id)?.name ?? ''
  const [from, setFrom] = useState(() => nameOf(start.from))
  const [to, setTo] = useState(() => nameOf(start.to))
  const [port, setPort] = useState(start.port === undefined ? '' : String(start.port))
  const [protocol, setProtocol] = useState<'tcp' | 'udp'>('tcp')
  const known = map.data?.containers ?? []
  const find = (name: string) => known.find((one) => one.name === name.trim())
  const [a, b] = [find(from), find(to)]
  const usual = b ? usualPort(b) : 80
  const wanted = port.trim() === '' ? usual : Number(port)
  const portError =
    Number.isInteger(wanted) && wanted >= 1 && wanted <= 65_535 ? undefined : 'A number from 1 to 65535.'
  const missing = (name: string, one: NetworkedContainer | undefined) =>
    name.trim() !== '' && map.data && !one ? `There is no container “${name.trim()}”.` : undefined
  const names = known.map(({ name }) => name).sort()
  const question = a && b && portError === undefined ? { from: a.id, to: b.id, port: wanted, protocol } : undefined

  return (
    <Dialog
      open
      onClose={onClose}
      title="Who reaches whom?"
      description="Whether one container gets through to a port of another, why, and by which name."
      actions={<Button onClick={onClose}>Close</Button>}
    >
      <div className="flex flex-col gap-4">
        <div className="flex items-end gap-2 max-sm:flex-col max-sm:items-stretch">
          <Suggest
            label="From"
            value={from}
            options={names}
            onChange={setFrom}
            error={missing(from, a)}
            autoFocus={start.from === undefined}
            className="flex-1 self-start max-sm:self-stretch"
          />
          <IconButton
            icon={ArrowRightLeft}
            label="The other way round"
            className="mt-6 self-start max-sm:mt-0 max-sm:self-center"
            onClick={() => {
              setFrom(to)
              setTo(from)
            }}
          />
          <Suggest
            label="To"
            value={to}
            options={names}
            onChange={setTo}
            error={missing(to, b)}
            autoFocus={start.from !== undefined}
            className="flex-1 self-start max-sm:self-stretch"
          />
          <Field
            label="Port"
            value={port}
            placeholder={String(usual)}
            inputMode="numeric"
            onChange={setPort}
            error={portError}
            className="w-20 self-start max-sm:w-full"
          />
          <div className="mt-6 self-start max-sm:mt-0">
            <Segments label="Protocol" value={protocol} options={PROTOCOLS} onChange={setProtocol} />
          </div>
        </div>
        {map.error ? (
          <ProblemView
            problem={asProblem(map.error, 'The engine did not say who is where.')}
            onRetry={() => void map.refetch()}
          />
        ) : map.data ? (
          question ? (
            <Answer
              key={JSON.stringify(question)}
              engine={engine}
              question={question}
              names={{ from: a?.name ?? '', to: b?.name ?? '' }}
              answer={reach(map.data, question)}
            />
          ) : (
            <p className="rounded-lg border border-line border-dashed px-3 py-4 text-center text-ink-3">
              Choose two containers; the answer appears here.
            </p>
          )
        ) : (
          <div role="status" className="flex flex-col gap-2 rounded-lg border border-line p-3">
            <span className="sr-only">Asking the engine who is where</span>
            <Skeleton className="h-5 w-1/3" />
            <Skeleton className="h-4 w-4/5" />
          </div>
        )}
      </div>
    </Dialog>
  )
}
