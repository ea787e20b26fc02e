import { Suspense } from 'react'
import { lazyPart } from '../../lib/load-part.ts'
import { asked } from '../../lib/network-asked.ts'
import { useStore } from '../../lib/store.ts'

const CreateDialog = lazyPart(() => import('./create/create-dialog.tsx').then(({ CreateDialog: it }) => it))
const ConnectDialog = lazyPart(() => import('./connect/connect-dialog.tsx').then(({ ConnectDialog: it }) => it))
const RemoveDialog = lazyPart(() => import('./remove/remove-dialog.tsx').then(({ RemoveDialog: it }) => it))
const ReachDialog = lazyPart(() => import('./reach/reach-dialog.tsx').then(({ ReachDialog: it }) => it))

/** Where the dialogs about networks appear. */
export function NetworkHost() {
  const now = useStore(asked)
  if (!now) return null
  const onClose = () => asked.set(undefined)
  return (
    <Suspense fallback={null}>
      {now.kind === 'create' ? <CreateDialog engine={now.engine} start={now.start} onClose={onClose} /> : null}
      {now.kind === 'connect' ? <ConnectDialog engine={now.engine} start={now.start} onClose={onClose} /> : null}
      {now.kind === 'remove' ? <RemoveDialog engine={now.engine} networks={now.networks} onClose={onClose} /> : null}
      {now.kind === 'reach' ? <ReachDialog engine={now.engine} start={now.start} onClose={onClose} /> : null}
    </Suspense>
  )
}
