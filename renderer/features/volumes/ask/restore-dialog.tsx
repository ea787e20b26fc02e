import { useState } from 'react'
import { restoreCommand } from '../../../../contract/volume-commands.ts'
import { CommandLine } from '../../../components/command-line.tsx'
import { Field } from '../../../components/field.tsx'
import { FormDialog } from '../../../components/form-dialog.tsx'
import { client } from '../../../lib/connection.ts'
import { useVolumes } from '../../../lib/inventory.ts'
import { actAsJob } from '../../../lib/job-done.ts'
import { useSettings } from '../../../lib/settings.ts'
import { FileField } from '../../host-files/index.ts'
import { nameError } from '../create/form.ts'
import { freeName } from './free-name.ts'

type RestoreDialogProps = { engine: string; path?: string; volume?: string; onClose: () => void }

/** Asks for an archive and unpacks it into a new volume. */
export function RestoreDialog({ engine, path: start = '', volume, onClose }: RestoreDialogProps) {
  const { showCommands } = useSettings()
  const volumes = useVolumes(engine)
  const taken = (name: string) => volumes.some(({ id }) => id === name)
  const [path, setPath] = useState(start)
  const [typed, setTyped] = useState<string>()
  const name = typed ?? (path === '' ? '' : freeName(volume ?? volumeIn(path), 'restored', taken))
  const wrong = nameError(name, taken)
  const restore = () => {
    onClose()
    void actAsJob({
      doing: `Restoring ${name}`,
      done: ({ note }) => `Restored into ${name}${note ? `. ${note}` : ''}`,
      failed: `${name} could not be restored.`,
      start: (signal) => client.volumeBackups.restore({ engine, path, name }, { signal }),
    })
  }
  return (
    <FormDialog
      title="Restore a backup"
      description="It is unpacked into a new volume. Nothing that is there is touched."
      confirm="Restore"
      ready={path.trim() !== '' && name.trim() !== '' && wrong === undefined}
      onSubmit={restore}
      onClose={onClose}
    >
      <FileField
        label="Archive"
        value={path}
        onChange={setPath}
        description="A tar.zst, tar.gz or tar file. With the manifest beside it, its checksum is compared."
        autoFocus={start === ''}
      />
      <Field
        label="New volume"
        value={name}
        onChange={setTyped}
        error={wrong}
        description={
          volume ? `To put it in the place of ${volume} then, choose Replace in the menu of that.` : undefined
        }
      />
      {showCommands && path !== '' && name !== '' ? <CommandLine command={restoreCommand(path, name)} /> : null}
    </FormDialog>
  )
}

/** The volume that an archive is named after: `data-20260101-030000.tar.zst` is of `data`. */
function volumeIn(path: string): string {
  const file = path.replace(/^.*[/\\]/, '')
  const name = file.replace(/(?:-\d{8}-\d{6}(?:-\d+)?)?(?:\.tar)?(?:\.(?:zst|gz|tgz))?$/, '')
  return name.replace(/[^a-zA-Z0-9_.-]+/g, '_').replace(/^[^a-zA-Z0-9]+/, '') || 'volume'
}
