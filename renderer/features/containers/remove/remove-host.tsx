import { Suspense } from 'react'
import { lazyPart } from '../../../lib/load-part.ts'
import { useStore } from '../../../lib/store.ts'
import { removing } from '../removing.ts'

const RemoveDialog = lazyPart(() => import('./remove-dialog.tsx').then(({ RemoveDialog: it }) => it))

/** Where the question of `removeContainers` appears. */
export function RemoveHost() {
  const asked = useStore(removing)
  if (!asked) return null
  return (
    <Suspense fallback={null}>
      <RemoveDialog {...asked} onClose={() => removing.set(undefined)} />
    </Suspense>
  )
}
