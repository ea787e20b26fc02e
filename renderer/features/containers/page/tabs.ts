import { type ComponentType, lazy } from 'react'
import type { Container, Engine } from '../../../../contract/index.ts'

/** What every tab of a container’s page is given. */
export type TabProps = { engine: string; container: Container }
export type OverviewProps = { engine: Engine; container: Container }

type Tab = { value: string; label: string; content: ComponentType<TabProps> }

/** The tabs of a container’s page after Overview, each loaded when it is first opened. */
export const TABS: readonly Tab[] = [
  {
    value: 'logs',
    label: 'Logs',
    content: lazy(() => import('../../logs/index.ts').then(({ LogsTab }) => ({ default: LogsTab }))),
  },
  {
    value: 'terminal',
    label: 'Terminal',
    content: lazy(() => import('../../terminal/index.ts').then(({ TerminalTab }) => ({ default: TerminalTab }))),
  },
  {
    value: 'processes',
    label: 'Processes',
    content: lazy(() => import('./processes.tsx').then(({ Processes }) => ({ default: Processes }))),
  },
  {
    value: 'changes',
    label: 'Changes',
    content: lazy(() => import('../../changes/index.ts').then(({ ChangesTab }) => ({ default: ChangesTab }))),
  },
  {
    value: 'inspect',
    label: 'Inspect',
    content: lazy(() => import('../../inspect/index.ts').then(({ InspectTab }) => ({ default: InspectTab }))),
  },
]
