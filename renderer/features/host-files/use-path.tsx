import { type ReactNode, useState } from 'react'
import { asProblem } from '../../lib/problem.ts'
import { toastProblem } from '../../lib/toasts.ts'
import { askNatively, asksNatively, type PathQuestion } from './chosen.ts'
import { PathDialog } from './path-dialog.tsx'

/** Asks for a path: by the desktop’s own dialog where there is one, else by ours, which is to be put into the page. */
export function usePath(
  question: PathQuestion,
  onChoose: (path: string) => void,
): { ask: () => void; dialog: ReactNode } {
  const [open, setOpen] = useState(false)
  const ask = () => {
    if (!asksNatively()) return setOpen(true)
    askNatively(question).then(
      (path) => path !== undefined && onChoose(path),
      (error) => toastProblem(asProblem(error, 'The dialog could not be opened.')),
    )
  }
  const dialog = open ? (
    <PathDialog
      {...question}
      onChoose={(path) => {
        setOpen(false)
        onChoose(path)
      }}
      onClose={() => setOpen(false)}
    />
  ) : null
  return { ask, dialog }
}
