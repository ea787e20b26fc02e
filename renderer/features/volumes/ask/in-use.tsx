import type { Container } from '../../../../contract/index.ts'
import { Segments } from '../../../components/segments.tsx'
import { useContainers } from '../../../lib/inventory.ts'

/** The containers that run with one of these volumes. */
export function useRunning(engine: string, names: readonly string[]): readonly Container[] {
  return useContainers(engine).filter(
    ({ state, mounts }) =>
      (state === 'running' || state === 'restarting') &&
      mounts.some(({ type, name }) => type === 'volume' && name !== undefined && names.includes(name)),
  )
}

export const namesOf = (containers: readonly Container[]): string => containers.map(({ name }) => name).join(', ')

export type WhileInUse = 'pause' | 'leave'

const WAYS = [
  { value: 'pause', label: 'Pause them meanwhile' },
  { value: 'leave', label: 'Let them go on' },
] as const

type InUseProps = { running: readonly Container[]; value: WhileInUse; onChange: (value: WhileInUse) => void }

/** Says that a volume is in use while it is read, and asks what to do about it. */
export function InUse({ running, value, onChange }: InUseProps) {
  if (running.length === 0) return null
  return (
    <div className="flex flex-col items-start gap-1.5">
      <p>
        In use by <span className="font-medium">{namesOf(running)}</span>.
      </p>
      <Segments label="What happens to what runs" value={value} options={WAYS} onChange={onChange} />
      <p className={value === 'leave' ? 'text-sm text-warn' : 'text-ink-3 text-sm'}>
        {value === 'leave'
          ? 'What is written meanwhile may be in it by half. A database may not start from that.'
          : 'They stand still while it is read, then go on: it is all of one moment.'}
      </p>
    </div>
  )
}
