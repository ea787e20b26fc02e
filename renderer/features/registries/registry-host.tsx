import { Suspense } from 'react'
import { lazyPart } from '../../lib/load-part.ts'
import { useStore } from '../../lib/store.ts'
import { asked } from './asked.ts'

const PullDialog = lazyPart(() => import('./pull-dialog.tsx').then(({ PullDialog: it }) => it))
const PushDialog = lazyPart(() => import('./push-dialog.tsx').then(({ PushDialog: it }) => it))
const TagDialog = lazyPart(() => import('./tag-dialog.tsx').then(({ TagDialog: it }) => it))
const LoginDialog = lazyPart(() => import('./login-dialog.tsx').then(({ LoginDialog: it }) => it))

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
