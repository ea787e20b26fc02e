import { useState } from 'react'
import { execCommand } from '../../../contract/container-commands.ts'
import type { Terminal } from '../../../contract/index.ts'
import { CommandLine } from '../../components/command-line.tsx'
import { Field } from '../../components/field.tsx'
import { FormDialog } from '../../components/form-dialog.tsx'
import { useSettings } from '../../lib/settings.ts'
import { splitWords } from './words.ts'

export type Program = NonNullable<Terminal['program']>

type ProgramDialogProps = { name: string; onOpen: (program: Program) => void; onClose: () => void }

/** Asks what to run in a new terminal, as whom, and where. */
export function ProgramDialog({ name, onOpen, onClose }: ProgramDialogProps) {
  const { showCommands } = useSettings()
  const [text, setText] = useState('')
  const [user, setUser] = useState('')
  const [folder, setFolder] = useState('')
  const words = splitWords(text)
  const folderError = folder === '' || folder.startsWith('/') ? undefined : 'Begin with /: the whole path.'
  const fits = words !== undefined && folderError === undefined
  const program: Program | undefined = fits
    ? {
        ...(words.length > 0 && { words }),
        ...(user.trim() !== '' && { user: user.trim() }),
        ...(folder !== '' && { workingDir: folder }),
      }
    : undefined
  return (
    <FormDialog
      title={`New terminal in ${name}`}
      confirm="Open"
      ready={program !== undefined}
      onSubmit={() => program && onOpen(program)}
      onClose={onClose}
    >
      <Field
        label="Command"
        value={text}
        onChange={setText}
        placeholder="A shell: bash, sh or ash"
        description="The program and its arguments. Leave it empty for a shell."
        error={words === undefined ? 'A quote is not closed.' : undefined}
        autoFocus
      />
      <Field
        label="User"
        value={user}
        onChange={setUser}
        placeholder="As the container is set up"
        description="A name or number, with a group if you like: 1000:1000."
      />
      <Field
        label="Working folder"
        value={folder}
        onChange={setFolder}
        placeholder="As the container is set up"
        error={folderError}
      />
      {showCommands && program ? (
        <CommandLine command={execCommand(name, { ...program, words: program.words ?? ['sh'] })} />
      ) : null}
    </FormDialog>
  )
}
