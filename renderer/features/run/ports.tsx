import { Button } from '../../components/button.tsx'
import { Input } from '../../components/field.tsx'
import { COLUMN_HEADS, RowError, Rows, replaced, without } from '../../components/rows.tsx'
import { Section } from '../../components/section.tsx'
import { Select } from '../../components/select.tsx'
import { Switch } from '../../components/switch.tsx'
import { useContainers } from '../../lib/inventory.ts'
import type { FormHandle } from './form-handle.ts'
import { type PortRow, portRow, portValue, type Taken, takenPort } from './port-row.ts'
import { useHeldPorts, useHolder } from './use-held-ports.ts'

const PROTOCOLS = [
  { value: 'tcp', label: 'TCP' },
  { value: 'udp', label: 'UDP' },
  { value: 'sctp', label: 'SCTP' },
] as const

type PortsProps = {
  form: FormHandle
  /** The container whose place it takes. */
  replaced: string | undefined
}

/** Which ports of the container are reached from outside. A taken one is said before anything is started. */
export function Ports({ form, replaced: makesRoom }: PortsProps) {
  const all = useContainers(form.engine)
  const containers = all.filter(({ id }) => id !== makesRoom)
  const values = form.values('publish')
  const rows = values.map(portRow)
  const old = makesRoom === undefined ? undefined : all.find(({ id }) => id === makesRoom)
  const held = useHeldPorts(form.engine, values.length > 0, old)
  const takenAt = (at: number) => {
    const row = rows[at]
    const before = rows.slice(0, at).filter((other) => other !== undefined)
    return row && takenPort(row, containers, before, held)
  }
  const change = (at: number, row: PortRow) => form.setValues('publish', replaced(values, at, portValue(row)))
  return (
    <Section title="Ports">
      <Rows
        thing="port"
        values={values}
        onAdd={() => form.setValues('publish', [...values, ''])}
        onRemove={(at) => form.setValues('publish', without(values, at))}
        head={
          <div aria-hidden className={COLUMN_HEADS}>
            <span className="flex-1">Host port</span>
            <span className="flex-1">Container port</span>
            <span className="flex-1">Host address</span>
            <span className="w-20">Protocol</span>
          </div>
        }
        row={(value, at) => {
          const row = rows[at]
          const bad = form.error('publish', at) !== undefined || undefined
          if (!row)
            return (
              <Input
                aria-label="Port"
                aria-invalid={bad}
                className="flex-1"
                value={value}
                onChange={(event) => form.setValues('publish', replaced(values, at, event.target.value))}
              />
            )
          const digits = (text: string) => text.replace(/[^\d-]/g, '')
          return (
            <>
              <Input
                aria-label="Host port"
                aria-invalid={bad ?? (takenAt(at) !== undefined || undefined)}
                placeholder="Any free one"
                inputMode="numeric"
                className="flex-1"
                value={row.host}
                onChange={(event) => change(at, { ...row, host: digits(event.target.value) })}
              />
              <Input
                aria-label="Container port"
                aria-invalid={bad}
                placeholder="80"
                inputMode="numeric"
                className="flex-1"
                value={row.container}
                onChange={(event) => change(at, { ...row, container: digits(event.target.value) })}
              />
              <Input
                aria-label="Host address"
                placeholder="All"
                className="flex-1"
                value={row.ip}
                onChange={(event) => change(at, { ...row, ip: event.target.value.replace(/[^\da-fA-F.:]/g, '') })}
              />
              <Select
                label="Protocol"
                hideLabel
                value={row.protocol}
                options={PROTOCOLS}
                onChange={(protocol) => change(at, { ...row, protocol })}
                className="w-20"
              />
            </>
          )
        }}
        error={(at) => {
          const row = rows[at]
          const wrong = form.error('publish', at)
          if (wrong !== undefined && values[at] !== '') return <RowError>{wrong}</RowError>
          const taken = takenAt(at)
          if (!row || !taken) return null
          return <TakenPort row={row} taken={taken} onUse={(host) => change(at, { ...row, host })} />
        }}
      />
      <Switch
        checked={form.isOn('publish-all')}
        onChange={(on) => form.setOn('publish-all', on)}
        description="Each port that the image exposes gets a free port of the host."
      >
        Publish all exposed ports
      </Switch>
    </Section>
  )
}

type TakenPortProps = { row: PortRow; taken: Taken; onUse: (host: string) => void }

/** Who has a port already, and the next one that is free. */
function TakenPort({ row: { protocol }, taken: { port, by, free }, onUse }: TakenPortProps) {
  const program = useHolder(by === undefined && protocol !== 'sctp' ? { protocol, port } : undefined)
  return (
    <RowError>
      <span>
        Port {port} is taken by {by ?? program}.
      </span>
      {free === undefined ? null : (
        <Button size="small" onClick={() => onUse(free)}>
          Use {free}
        </Button>
      )}
    </RowError>
  )
}
