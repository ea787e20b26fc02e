import { Suspense } from 'react'
import { lazyPart } from '../../lib/load-part.ts'
import { useStore } from '../../lib/store.ts'
import { asked, type Edit } from './asked.ts'

const DIALOGS = {
  rename: lazyPart(() => import('./rename-dialog.tsx').then(({ RenameDialog: it }) => it)),
  limits: lazyPart(() => import('./limits-dialog.tsx').then(({ LimitsDialog: it }) => it)),
  commit: lazyPart(() => import('./commit-dialog.tsx').then(({ CommitDialog: it }) => it)),
  stop: lazyPart(() => import('./stop-dialog.tsx').then(({ StopDialog: it }) => it)),
  kill: lazyPart(() => import('./kill-dialog.tsx').then(({ KillDialog: it }) => it)),
  export: lazyPart(() => import('./export-dialog.tsx').then(({ ExportDialog: it }) => it)),
} satisfies Record<Edit, unknown>

/** Where the dialogs of `editContainer` appear. */
export function EditHost() {
  const now = useStore(asked)
  if (!now) return null
  const Dialog = DIALOGS[now.edit]
  return (
    <Suspense fallback={null}>
      <Dialog {...now} onClose={() => asked.set(undefined)} />
    </Suspense>
  )
}
