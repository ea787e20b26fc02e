import type { Container, Engine } from '../../../../contract/index.ts'
import { lazyPart, type Part } from '../../../lib/load-part.ts'

/** What every tab of a container’s page is given. */
export type TabProps = { engine: string; container: Container; stale: boolean }
export type OverviewProps = { engine: Engine; container: Container }

type Tab = { value: string; label: string; content: Part<TabProps> }

/** The tabs of a container’s page after Overview, each loaded when it is first opened. */
export const TABS: readonly Tab[] = [
  {
    value: 'logs',
    label: 'Logs',
    content: lazyPart(() => import('../../logs/index.ts').then(({ LogsTab: it }) => it)),
  },
  {
    value: 'terminal',
    label: 'Terminal',
    content: lazyPart(() => import('../../terminal/index.ts').then(({ TerminalTab: it }) => it)),
  },
  {
    value: 'files',
    label: 'Files',
    content: lazyPart(() => import('../../files/index.ts').then(({ FilesTab: it }) => it)),
  },
  {
    value: 'stats',
    label: 'Stats',
    content: lazyPart(() => import('../../stats/index.ts').then(({ StatsTab: it }) => it)),
  },
  {
    value: 'processes',
    label: 'Processes',
    content: lazyPart(() => import('./processes.tsx').then(({ Processes: it }) => it)),
  },
  {
    value: 'changes',
    label: 'Changes',
    content: lazyPart(() => import('../../changes/index.ts').then(({ ChangesTab: it }) => it)),
  },
  {
    value: 'inspect',
    label: 'Inspect',
    content: lazyPart(() => import('../../inspect/index.ts').then(({ InspectTab: it }) => it)),
  },
]
