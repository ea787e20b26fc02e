import type { NetworkProblem } from '../../../../contract/index.ts'
import { Field } from '../../../components/field.tsx'
import { Rows, without } from '../../../components/rows.tsx'
import { EMPTY_SUBNET, type SubnetDraft } from './draft.ts'

type SubnetsProps = {
  subnets: readonly SubnetDraft[]
  onChange: (subnets: SubnetDraft[]) => void
  /** What is wrong with a field of the row. */
  problemOf: (at: number, field: NetworkProblem['field']) => NetworkProblem | undefined
}

/** The addresses of a network: each row a subnet with its gateway, range, and what is reserved in it. */
export function Subnets({ subnets, onChange, problemOf }: SubnetsProps) {
  const put = (at: number, change: Partial<SubnetDraft>) =>
    onChange(subnets.map((one, index) => (index === at ? { ...one, ...change } : one)))
  return (
    <Rows
      thing="subnet"
      values={subnets.map(({ subnet }) => subnet)}
      onAdd={() => onChange([...subnets, EMPTY_SUBNET])}
      onRemove={(at) => onChange(without(subnets, at))}
      row={(subnet, at) => {
        const { gateway = '', range = '', reserved = '' } = subnets[at] ?? {}
        const risk = problemOf(at, 'subnet')?.mayPass ? problemOf(at, 'subnet') : undefined
        const wrong = (field: NetworkProblem['field']) => problemOf(at, field)?.what
        return (
          <div className="grid w-full grid-cols-2 gap-2 max-sm:grid-cols-1">
            <Field
              label="Subnet"
              value={subnet}
              placeholder="10.5.0.0/16"
              onChange={(next) => put(at, { subnet: next })}
              error={risk ? undefined : wrong('subnet')}
              description={risk ? <span className="text-warn">{risk.what}</span> : undefined}
            />
            <Field
              label="Gateway"
              value={gateway}
              placeholder="The first address"
              error={wrong('gateway')}
              onChange={(next) => put(at, { gateway: next })}
            />
            <Field
              label="IP range"
              value={range}
              placeholder="All of it"
              error={wrong('range')}
              onChange={(next) => put(at, { range: next })}
            />
            <Field
              label="Reserved addresses"
              value={reserved}
              placeholder="printer=10.5.0.9"
              error={wrong('reserved')}
              onChange={(next) => put(at, { reserved: next })}
            />
          </div>
        )
      }}
    />
  )
}
