import { useNavigate } from '@tanstack/react-router'
import { Check, ChevronsUpDown, Server } from 'lucide-react'
import type { Engine } from '../../contract/index.ts'
import { Dot, type Tone } from '../components/badge.tsx'
import { Menu, MenuItem, MenuLine, MenuSection } from '../components/menu.tsx'
import { Skeleton } from '../components/skeleton.tsx'
import { act } from '../lib/act.ts'
import { client } from '../lib/connection.ts'
import { STATUS_WORDS, useEngines } from '../lib/engines.ts'

const TONES: Record<Engine['status']['state'], Tone> = {
  connected: 'good',
  connecting: 'neutral',
  reconnecting: 'warn',
  unreachable: 'bad',
}

/** Which engine is shown, and a menu of the others. */
export function EngineSwitcher() {
  const known = useEngines()
  const navigate = useNavigate()
  if (known.state !== 'known') return <Skeleton className="h-10" />
  const { engines, selected } = known
  return (
    <Menu
      trigger={
        <button
          type="button"
          className="flex h-10 items-center gap-2.5 rounded-md px-2 text-left hover:bg-hover data-[popup-open]:bg-hover"
        >
          <Dot tone={selected ? TONES[selected.status.state] : 'neutral'} />
          <span className="min-w-0 flex-1">
            <span className="block truncate font-semibold leading-4">{selected?.name ?? 'No engine'}</span>
            <span className="block truncate text-ink-3 text-xs">
              {selected ? STATUS_WORDS[selected.status.state] : 'Choose one'}
            </span>
          </span>
          <ChevronsUpDown className="size-3.5 shrink-0 text-ink-3" aria-hidden />
        </button>
      }
    >
      {engines.length > 0 ? (
        <MenuSection label="Engines">
          {engines.map((engine) => (
            <MenuItem
              key={engine.id}
              {...(engine.id === selected?.id && { icon: Check })}
              onClick={() => void select(engine)}
            >
              <span className="flex items-center gap-2">
                <Dot tone={TONES[engine.status.state]} />
                {engine.name}
              </span>
            </MenuItem>
          ))}
          <MenuLine />
        </MenuSection>
      ) : null}
      <MenuItem icon={Server} onClick={() => void navigate({ to: '/engines' })}>
        All engines
      </MenuItem>
    </Menu>
  )
}

function select(engine: Engine) {
  return act({
    doing: `Switching to ${engine.name}`,
    done: `Switched to ${engine.name}`,
    failed: `Slipway could not switch to ${engine.name}.`,
    run: (signal) => client.engines.select({ engine: engine.id }, { signal }),
  })
}
