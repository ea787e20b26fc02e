import { lazy, Suspense } from 'react'
import { useStore } from '../../lib/store.ts'
import { asked } from './asked.ts'

const UpdateDialog = lazy(() => import('./update-dialog.tsx').then(({ UpdateDialog: it }) => ({ default: it })))

/** Where the dialog of `updateImage` appears. */
export function UpdateHost() {
  const now = useStore(asked)
  if (!now) return null
  return (
    <Suspense fallback={null}>
      <UpdateDialog key={`${now.engine} ${now.reference}`} {...now} onClose={() => asked.set(undefined)} />
    </Suspense>
  )
}
