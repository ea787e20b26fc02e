import { useId, useState } from 'react'
import { execCommand } from '../../../contract/container-commands.ts'
import type { Terminal } from '../../../contract/index.ts'
import { Button } from '../../components/button.tsx'
import { CommandLine } from '../../components/command-line.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Field } from '../../components/field.tsx'
import { useSettings } from '../../lib/settings.ts'
import { splitWords } from './words.ts'

export type Program = NonNullable<Terminal['program']>

type ProgramDialogProps = { name: string; onOpen: (program: Program) => void; onClose: () => void }

/** Asks what to run in a new terminal, as whom, and where. */
export function ProgramDialog({ name, onOpen, onClose }: ProgramDialogProps) {
  const form = useId()
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
    <Dialog
      open
      onClose={onClose}
      title={`New terminal in ${name}`}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form={form} disabled={program === undefined}>
            Open
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (program) onOpen(program)
        }}
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
      </form>
    </Dialog>
  )
}
