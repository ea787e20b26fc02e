import { lazy, Suspense } from 'react'
import { useStore } from '../../lib/store.ts'
import { asked } from './asked.ts'

const PullDialog = lazy(() => import('./pull-dialog.tsx').then(({ PullDialog: it }) => ({ default: it })))
const PushDialog = lazy(() => import('./push-dialog.tsx').then(({ PushDialog: it }) => ({ default: it })))
const TagDialog = lazy(() => import('./tag-dialog.tsx').then(({ TagDialog: it }) => ({ default: it })))
const LoginDialog = lazy(() => import('./login-dialog.tsx').then(({ LoginDialog: it }) => ({ default: it })))

/** Where the dialogs about images and registries appear. */
export function RegistryHost() {
  const now = useStore(asked)
  if (!now) return null
  const onClose = () => {
    if (asked.get() === now) asked.set(undefined)
  }
  return (
    <Suspense fallback={null}>
      {now.dialog === 'pull' ? <PullDialog start={now} onClose={onClose} /> : null}
      {now.dialog === 'push' ? <PushDialog start={now} onClose={onClose} /> : null}
      {now.dialog === 'tag' ? <TagDialog start={now} onClose={onClose} /> : null}
      {now.dialog === 'login' ? <LoginDialog start={now} onClose={onClose} /> : null}
    </Suspense>
  )
}
