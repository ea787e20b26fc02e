import { type ReactNode, useState } from 'react'
import type { Container, Problem } from '../../../contract/index.ts'
import { CommandLine } from '../../components/command-line.tsx'
import { FormDialog } from '../../components/form-dialog.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { asProblem } from '../../lib/problem.ts'
import { useSettings } from '../../lib/settings.ts'
import { toastDone } from '../../lib/toasts.ts'

/** What every edit's dialog is given. */
export type EditProps = { engine: string; container: Container; file?: string; onClose: () => void }

type EditDialogProps = {
  title: string
  description?: string
  /** The word on the button that does it. */
  confirm: string
  /** The docker command that does the same; nothing while what is filled in does not fit. */
  command: string | undefined
  failed: string
  done: string
  run: () => Promise<{ command: string }>
  onClose: () => void
  children: ReactNode
}

/** A form over the page. It stays open with the reason when the engine refuses, so that nothing filled in is lost. */
export function EditDialog(props: EditDialogProps) {
  const { title, description, confirm, command, failed, done, run, onClose, children } = props
  const { showCommands } = useSettings()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const submit = () => {
    setBusy(true)
    setProblem(undefined)
    run().then(
      (answer) => {
        toastDone(done, showCommands ? answer.command : undefined)
        onClose()
      },
      (error) => {
        setBusy(false)
        setProblem(asProblem(error, failed))
      },
    )
  }
  return (
    <FormDialog {...{ title, description, confirm, busy, onClose }} ready={command !== undefined} onSubmit={submit}>
      {children}
      {problem ? <ProblemView problem={problem} /> : null}
      {showCommands && command !== undefined ? <CommandLine command={command} /> : null}
    </FormDialog>
  )
}
