import { type ComponentType, lazy } from 'react'
import type { Container, Image } from '../../../../contract/index.ts'

/** What every tab of an image’s page is given. */
export type TabProps = { engine: string; image: Image; name: string; users: readonly Container[] }

type Tab = { value: string; label: string; content: ComponentType<TabProps> }

/** The tabs of an image’s page after Overview, each loaded when it is first opened. */
export const TABS: readonly Tab[] = [
  {
    value: 'layers',
    label: 'Layers',
    content: lazy(() => import('./layers-tab.tsx').then(({ LayersTab }) => ({ default: LayersTab }))),
  },
  {
    value: 'files',
    label: 'Files',
    content: lazy(() => import('./files/files-tab.tsx').then(({ FilesTab }) => ({ default: FilesTab }))),
  },
  {
    value: 'used-by',
    label: 'Used by',
    content: lazy(() => import('./used-by-tab.tsx').then(({ UsedByTab }) => ({ default: UsedByTab }))),
  },
  {
    value: 'history',
    label: 'History',
    content: lazy(() => import('./history-tab.tsx').then(({ HistoryTab }) => ({ default: HistoryTab }))),
  },
  {
    value: 'inspect',
    label: 'Inspect',
    content: lazy(() => import('./inspect-tab.tsx').then(({ InspectTab }) => ({ default: InspectTab }))),
  },
]
