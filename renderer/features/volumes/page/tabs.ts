import { type ComponentType, lazy } from 'react'
import type { Volume } from '../../../../contract/index.ts'
import type { VolumeUser } from '../list/rows.ts'

/** What every tab of a volume’s page is given. */
export type TabProps = { engine: string; volume: Volume; users: readonly VolumeUser[]; disabled: boolean }

type Tab = { value: string; label: string; content: ComponentType<TabProps> }

/** The tabs of a volume’s page after Overview, each loaded when it is first opened. */
export const TABS: readonly Tab[] = [
  {
    value: 'files',
    label: 'Files',
    content: lazy(() => import('./files-tab.tsx').then(({ FilesTab }) => ({ default: FilesTab }))),
  },
  {
    value: 'used-by',
    label: 'Used by',
    content: lazy(() => import('./used-by-tab.tsx').then(({ UsedByTab }) => ({ default: UsedByTab }))),
  },
  {
    value: 'backups',
    label: 'Backups',
    content: lazy(() => import('./backups-tab.tsx').then(({ BackupsTab }) => ({ default: BackupsTab }))),
  },
  {
    value: 'inspect',
    label: 'Inspect',
    content: lazy(() => import('./inspect-tab.tsx').then(({ InspectTab }) => ({ default: InspectTab }))),
  },
]
