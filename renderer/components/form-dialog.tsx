import { type ReactNode, useId } from 'react'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'

type FormDialogProps = {
  title: string
  description?: string | undefined
  /** The word on the button that does it. */
  confirm: string
  /** Whether what is filled in fits. */
  ready: boolean
  /** It is being done. */
  busy?: boolean
  wide?: boolean
  onSubmit: () => void
  onClose: () => void
  children: ReactNode
}

/** A form over the page, with a button that sends it; Enter in a field does too. */
export function FormDialog(props: FormDialogProps) {
  const { title, description, confirm, ready, busy = false, wide, onSubmit, onClose, children } = props
  const form = useId()
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      description={description}
      wide={wide ?? false}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form={form} disabled={busy || !ready}>
            {busy ? `${confirm}…` : confirm}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (ready && !busy) onSubmit()
        }}
      >
        {children}
      </form>
    </Dialog>
  )
}
