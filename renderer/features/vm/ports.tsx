import type { VmLive } from '../../../contract/index.ts'
import { Section } from '../../components/section.tsx'
import { Wrong } from './folders.tsx'

/** What its containers publish on this computer, and what of that does not work. */
export function Ports({ ports }: { ports: VmLive['ports'] }) {
  return (
    <Section title="Published ports">
      {ports.length === 0 ? <p className="text-ink-2">No container publishes a port.</p> : null}
      <ul className="flex flex-col gap-1">
        {ports.map((one) => {
          const host = one.address.includes(':') ? `[${one.address}]` : one.address
          return (
            <li key={`${one.protocol} ${host}:${one.port}`}>
              <div className="flex flex-wrap items-baseline gap-x-3">
                <span className="tnum font-mono text-sm">
                  {host}:{one.port}/{one.protocol}
                </span>
                <span className="min-w-0 flex-1 truncate text-ink-2">
                  {one.container.name}, port {one.inside}
                </span>
              </div>
              <Wrong problem={one.problem} />
            </li>
          )
        })}
      </ul>
    </Section>
  )
}

/** Folders that containers mount: whether programs there hear of what changes here. */
export function Mounts({ mounts }: { mounts: VmLive['mounts'] }) {
  if (mounts.length === 0) return null
  return (
    <Section title="Mounted now">
      <ul className="flex flex-col gap-1">
        {mounts.map((one) => (
          <li key={one.path}>
            <div className="flex flex-wrap items-baseline gap-x-3">
              <code className="min-w-0 truncate font-mono text-sm">{one.path}</code>
              <span className="min-w-0 flex-1 truncate text-ink-2">{one.containers.join(', ')}</span>
            </div>
            <Wrong problem={one.problem} />
          </li>
        ))}
      </ul>
    </Section>
  )
}
