import { Toast } from '@base-ui/react/toast'
import { CircleCheck, LoaderCircle, TriangleAlert, X } from 'lucide-react'
import { Button } from '../components/button.tsx'
import { CommandLine } from '../components/command-line.tsx'
import { NextSteps } from '../components/problem-view.tsx'
import { type ToastData, toasts } from '../lib/toasts.ts'

const ICONS = {
  running: <LoaderCircle className="mt-0.5 size-4 shrink-0 animate-spin text-ink-3" aria-hidden />,
  done: <CircleCheck className="mt-0.5 size-4 shrink-0 text-good" aria-hidden />,
  failed: <TriangleAlert className="mt-0.5 size-4 shrink-0 text-bad" aria-hidden />,
}

/** Shows what `act` and others say, in the corner, newest on top. */
export function Toaster() {
  const { toasts: shown } = Toast.useToastManager<ToastData>()
  return (
    <Toast.Portal>
      <Toast.Viewport className="fixed right-4 bottom-4 z-50 flex w-96 max-w-[calc(100vw-2rem)] flex-col gap-2 outline-none">
        {shown.map((toast) => (
          <Toast.Root key={toast.id} toast={toast} swipeDirection="right" className="rounded-lg bg-raised shadow-popup">
            <Toast.Content className="flex gap-2.5 p-3">
              {ICONS[toast.data?.kind ?? 'done']}
              <div className="min-w-0 flex-1">
                <Toast.Title className="break-words font-medium" />
                {toast.data?.problem ? (
                  <Toast.Description render={<div />} className="max-h-60 overflow-y-auto text-ink-2">
                    <p className="whitespace-pre-line break-words">{toast.data.problem.why}</p>
                    <NextSteps next={toast.data.problem.next} />
                  </Toast.Description>
                ) : null}
                {toast.data?.command ? <CommandLine command={toast.data.command} className="mt-2" /> : null}
                {toast.data?.undo ? (
                  <Button
                    size="small"
                    className="mt-2"
                    onClick={() => {
                      toasts.close(toast.id)
                      toast.data?.undo?.()
                    }}
                  >
                    Undo
                  </Button>
                ) : null}
                {toast.data?.cancel ? (
                  <Button size="small" className="mt-2" onClick={toast.data.cancel}>
                    Cancel
                  </Button>
                ) : null}
              </div>
              <Toast.Close
                aria-label="Close"
                className="-mt-1 -mr-1 inline-flex size-6 items-center justify-center rounded-md text-ink-3 hover:bg-hover hover:text-ink"
              >
                <X className="size-3.5" aria-hidden />
              </Toast.Close>
            </Toast.Content>
          </Toast.Root>
        ))}
      </Toast.Viewport>
    </Toast.Portal>
  )
}
