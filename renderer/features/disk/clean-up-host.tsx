import { Suspense } from 'react'
import { lazyPart } from '../../lib/load-part.ts'
import { useStore } from '../../lib/store.ts'
import { cleaning } from './cleaning.ts'

const CleanUpDialog = lazyPart(() => import('./clean-up-dialog.tsx').then(({ CleanUpDialog: it }) => it))

/** Where the dialog of `cleanUp` appears. */
export function CleanUpHost() {
  const asked = useStore(cleaning)
  if (!asked) return null
  return (
    <Suspense fallback={null}>
      <CleanUpDialog engine={asked.engine} start={asked.choice} onClose={() => cleaning.set(undefined)} />
    </Suspense>
  )
}
