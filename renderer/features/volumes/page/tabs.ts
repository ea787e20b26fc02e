import type { ComponentType } from 'react'
import type { Volume } from '../../../../contract/index.ts'
import { lazyPart } from '../../../lib/load-part.ts'
import type { VolumeUser } from '../list/rows.ts'

/** What every tab of a volume’s page is given. */
export type TabProps = { engine: string; volume: Volume; users: readonly VolumeUser[]; disabled: boolean }

type Tab = { value: string; label: string; content: ComponentType<TabProps> }

/** The tabs of a volume’s page after Overview, each loaded when it is first opened. */
export const TABS: readonly Tab[] = [
  {
    value: 'files',
    label: 'Files',
    content: lazyPart(() => import('./files-tab.tsx').then(({ FilesTab: it }) => it)),
  },
  {
    value: 'used-by',
    label: 'Used by',
    content: lazyPart(() => import('./used-by-tab.tsx').then(({ UsedByTab: it }) => it)),
  },
  {
    value: 'backups',
    label: 'Backups',
    content: lazyPart(() => import('./backups-tab.tsx').then(({ BackupsTab: it }) => it)),
  },
  {
    value: 'inspect',
    label: 'Inspect',
    content: lazyPart(() => import('./inspect-tab.tsx').then(({ InspectTab: it }) => it)),
  },
]
