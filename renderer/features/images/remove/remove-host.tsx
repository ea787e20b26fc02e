import { lazy, Suspense } from 'react'
import { useStore } from '../../../lib/store.ts'
import { removing } from '../removing.ts'

const RemoveDialog = lazy(() => import('./remove-dialog.tsx').then(({ RemoveDialog: it }) => ({ default: it })))

/** Where the question of `removeImages` appears. */
export function RemoveHost() {
  const asked = useStore(removing)
  if (!asked) return null
  return (
    <Suspense fallback={null}>
      <RemoveDialog {...asked} onClose={() => removing.set(undefined)} />
    </Suspense>
  )
}
