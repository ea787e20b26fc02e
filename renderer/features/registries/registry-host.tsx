import { Suspense, useState } from 'react'
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
  // Each time somebody asks, the dialog begins anew, also one after another of its kind.
  const [at, setAt] = useState({ now, number: 0 })
  if (at.now !== now) setAt({ now, number: at.number + 1 })
  if (!now) return null
  const onClose = () => {
    if (asked.get() === now) asked.set(undefined)
  }
  return (
    <Suspense fallback={null}>
      {now.dialog === 'pull' ? <PullDialog key={at.number} start={now} onClose={onClose} /> : null}
      {now.dialog === 'push' ? <PushDialog key={at.number} start={now} onClose={onClose} /> : null}
      {now.dialog === 'tag' ? <TagDialog key={at.number} start={now} onClose={onClose} /> : null}
      {now.dialog === 'login' ? <LoginDialog key={at.number} start={now} onClose={onClose} /> : null}
    </Suspense>
  )
}
