import { Dialog as Base } from '@base-ui/react/dialog'
import { clsx } from 'clsx'
import { X } from 'lucide-react'
import type { ReactNode, RefObject } from 'react'
import { InDialog } from './popup-layer.ts'

type DialogProps = {
  open: boolean
  onClose: () => void
  title: ReactNode
  description?: ReactNode
  children: ReactNode
  /** Buttons at the foot, the main one last. */
  actions: ReactNode
  wide?: boolean
  /** What has the focus first; the first control unless told. */
  initialFocus?: RefObject<HTMLElement | null>
}

/** A window over the page that takes the focus until it is closed; Escape closes it. */
export function Dialog({ open, onClose, title, description, children, actions, wide, initialFocus }: DialogProps) {
  return (
    <Base.Root
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose()
      }}
    >
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-30 bg-black/40" />
        <Base.Popup
          {...(initialFocus && { initialFocus })}
          className={clsx(
            '-translate-x-1/2 fixed top-[12vh] left-1/2 z-30 flex max-h-[76vh] w-[calc(100vw-2rem)] flex-col rounded-xl bg-raised text-ink shadow-popup outline-none',
            wide ? 'max-w-2xl' : 'max-w-lg',
          )}
        >
          <InDialog value={true}>
            <div className="flex items-start gap-3 px-5 pt-4 pb-1">
              <div className="min-w-0 flex-1">
                <Base.Title className="font-semibold text-lg">{title}</Base.Title>
                {description ? <Base.Description className="mt-0.5 text-ink-2">{description}</Base.Description> : null}
              </div>
              <Base.Close
                aria-label="Close"
                className="-mr-1.5 inline-flex size-7 items-center justify-center rounded-md text-ink-3 hover:bg-hover hover:text-ink"
              >
                <X className="size-4" aria-hidden />
              </Base.Close>
            </div>
            <div className="min-h-0 flex-1 overflow-y-auto px-5 py-3">{children}</div>
            <div className="flex items-center justify-end gap-2 border-line border-t px-5 py-3">{actions}</div>
          </InDialog>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
