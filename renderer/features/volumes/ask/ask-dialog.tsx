import type { Asked } from './asked.ts'
import { BackUpDialog } from './back-up-dialog.tsx'
import { CheckpointDialog } from './checkpoint-dialog.tsx'
import { CloneDialog } from './clone-dialog.tsx'
import { EmptyDialog } from './empty-dialog.tsx'
import { RenameDialog } from './rename-dialog.tsx'
import { ReplaceDialog } from './replace-dialog.tsx'
import { RestoreDialog } from './restore-dialog.tsx'
import { ScheduleDialog } from './schedule-dialog.tsx'

type AskDialogProps = { question: Asked; onClose: () => void }

/** The form for what is asked. */
export function AskDialog({ question, onClose }: AskDialogProps) {
  const { engine } = question
  switch (question.ask) {
    case 'back-up':
      return <BackUpDialog engine={engine} names={question.names} onClose={onClose} />
    case 'restore':
      return <RestoreDialog {...question} onClose={onClose} />
    case 'clone':
      return <CloneDialog engine={engine} name={question.name} onClose={onClose} />
    case 'rename':
      return <RenameDialog engine={engine} name={question.name} onClose={onClose} />
    case 'empty':
      return <EmptyDialog engine={engine} name={question.name} onClose={onClose} />
    case 'replace':
      return <ReplaceDialog engine={engine} name={question.name} onClose={onClose} />
    case 'checkpoint':
      return <CheckpointDialog engine={engine} stack={question.stack} onClose={onClose} />
    case 'schedule':
      return <ScheduleDialog {...question} onClose={onClose} />
  }
}
