import { Tabs } from '@base-ui/react/tabs'
import { X } from 'lucide-react'
import type { ReactNode, Ref } from 'react'
import type { Terminal } from '../../../contract/index.ts'
import { Dot } from '../../components/badge.tsx'
import { CopyButton } from '../../components/copy-button.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { useSettings } from '../../lib/settings.ts'
import { tabNames } from './tab-names.ts'

type TerminalTabsProps = {
  ref: Ref<HTMLDivElement>
  terminals: readonly Terminal[]
  active: Terminal
  onClose: (terminal: Terminal) => void
  /** Beside the tabs. */
  children: ReactNode
}

/** A tab for each terminal of the container, and what can be done with the chosen one. */
export function TerminalTabs({ ref, terminals, active, onClose, children }: TerminalTabsProps) {
  const { showCommands } = useSettings()
  const names = tabNames(terminals)
  const name = names.get(active.id) ?? active.title
  return (
    <div className="flex shrink-0 items-center gap-1 border-line border-b px-2 py-1">
      <Tabs.List ref={ref} aria-label="Terminals" className="flex min-w-0 gap-1 overflow-x-auto">
        {terminals.map((terminal) => (
          <Tabs.Tab
            key={terminal.id}
            value={terminal.id}
            onAuxClick={(event) => {
              if (event.button === 1) onClose(terminal)
            }}
            onKeyDown={(event) => {
              if (event.key === 'Delete') onClose(terminal)
            }}
            className="flex h-7 max-w-48 shrink-0 items-center gap-1.5 rounded-md px-2 text-ink-2 hover:bg-hover data-[active]:bg-pressed data-[active]:text-ink"
          >
            <Dot tone={terminal.ended ? 'neutral' : 'good'} />
            <span className="truncate">{names.get(terminal.id)}</span>
            {terminal.ended ? <span className="sr-only">(ended)</span> : null}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {children}
      <span className="min-w-2 flex-1" />
      {showCommands ? (
        <>
          <code className="min-w-0 truncate font-mono text-ink-3 text-sm" title={active.command}>
            {active.command}
          </code>
          <CopyButton text={active.command} label="Copy command" />
        </>
      ) : null}
      <IconButton icon={X} label={`Close terminal ${name}`} onClick={() => onClose(active)} />
    </div>
  )
}
