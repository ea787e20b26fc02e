import { lazy, Suspense } from 'react'
import { useStore } from '../../lib/store.ts'
import { asked, type Edit } from './asked.ts'

const DIALOGS = {
  rename: lazy(() => import('./rename-dialog.tsx').then(({ RenameDialog: it }) => ({ default: it }))),
  limits: lazy(() => import('./limits-dialog.tsx').then(({ LimitsDialog: it }) => ({ default: it }))),
  commit: lazy(() => import('./commit-dialog.tsx').then(({ CommitDialog: it }) => ({ default: it }))),
  stop: lazy(() => import('./stop-dialog.tsx').then(({ StopDialog: it }) => ({ default: it }))),
  export: lazy(() => import('./export-dialog.tsx').then(({ ExportDialog: it }) => ({ default: it }))),
  kill: lazy(() => import('./kill-dialog.tsx').then(({ KillDialog: it }) => ({ default: it }))),
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
