import type { ComponentType } from 'react'
import type { Container, Network } from '../../../../contract/index.ts'
import { lazyPart } from '../../../lib/load-part.ts'
import { ContainersTab } from './containers-tab.tsx'

/** What every tab of a network’s page is given. */
export type TabProps = { engine: string; network: Network; members: readonly Container[]; stale: boolean }

type Tab = { value: string; label: string; content: ComponentType<TabProps> }

/** The tabs of a network’s page after Overview. */
export const TABS: readonly Tab[] = [
  {
    value: 'containers',
    label: 'Containers',
    content: ContainersTab,
  },
  {
    value: 'inspect',
    label: 'Inspect',
    content: lazyPart(() => import('./inspect-tab.tsx').then(({ InspectTab }) => InspectTab)),
  },
]
