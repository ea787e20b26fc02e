import { Suspense } from 'react'
import { lazyPart } from '../../../lib/load-part.ts'
import { useStore } from '../../../lib/store.ts'
import { asked } from './asked.ts'

const SaveImagesDialog = lazyPart(() => import('./save-images-dialog.tsx').then(({ SaveImagesDialog: it }) => it))
const LoadDialog = lazyPart(() => import('./load-dialog.tsx').then(({ LoadDialog: it }) => it))

/** Where the questions of `saveImages` and `loadImages` appear. */
export function TarHost() {
  const now = useStore(asked)
  if (!now) return null
  const onClose = () => {
    if (asked.get() === now) asked.set(undefined)
  }
  return (
    <Suspense fallback={null}>
      {now.dialog === 'save' ? <SaveImagesDialog start={now} onClose={onClose} /> : null}
      {now.dialog === 'load' ? <LoadDialog start={now} onClose={onClose} /> : null}
    </Suspense>
  )
}
