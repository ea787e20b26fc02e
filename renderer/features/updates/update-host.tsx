import { Suspense } from 'react'
import { lazyPart } from '../../lib/load-part.ts'
import { useStore } from '../../lib/store.ts'
import { asked } from './asked.ts'

const UpdateDialog = lazyPart(() => import('./update-dialog.tsx').then(({ UpdateDialog: it }) => it))

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
