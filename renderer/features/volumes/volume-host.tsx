import { Suspense } from 'react'
import { lazyPart } from '../../lib/load-part.ts'
import { useStore } from '../../lib/store.ts'
import { asked } from './ask/asked.ts'
import { creating } from './creating.ts'
import { removing } from './removing.ts'

const RemoveDialog = lazyPart(() => import('./remove/remove-dialog.tsx').then(({ RemoveDialog: it }) => it))
const CreateDialog = lazyPart(() => import('./create/create-dialog.tsx').then(({ CreateDialog: it }) => it))
const AskDialog = lazyPart(() => import('./ask/ask-dialog.tsx').then(({ AskDialog: it }) => it))

/** Where the questions about volumes appear. */
export function VolumeHost() {
  const toRemove = useStore(removing)
  const toCreate = useStore(creating)
  const question = useStore(asked)
  return (
    <Suspense fallback={null}>
      {toRemove ? <RemoveDialog {...toRemove} onClose={() => removing.set(undefined)} /> : null}
      {toCreate ? <CreateDialog {...toCreate} onClose={() => creating.set(undefined)} /> : null}
      {question ? <AskDialog question={question} onClose={() => asked.set(undefined)} /> : null}
    </Suspense>
  )
}
