import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { BackupFormat } from '../../../../contract/index.ts'
import { backupCommand } from '../../../../contract/volume-commands.ts'
import { CommandLine } from '../../../components/command-line.tsx'
import { FormDialog } from '../../../components/form-dialog.tsx'
import { Select } from '../../../components/select.tsx'
import { client } from '../../../lib/connection.ts'
import { count, size } from '../../../lib/format.ts'
import { actAsJob } from '../../../lib/job-done.ts'
import { useSettings } from '../../../lib/settings.ts'
import { FolderField, rememberFolder } from '../../host-files/index.ts'
import { InUse, useRunning, type WhileInUse } from './in-use.tsx'

export const FORMATS: readonly { value: BackupFormat; label: string }[] = [
  { value: 'zst', label: 'tar.zst, quick and small' },
  { value: 'gz', label: 'tar.gz, opens everywhere' },
]

/** The folder where backups usually go; empty until it is known. */
export function useUsualFolder(): string {
  const { data } = useQuery({
    queryKey: ['volumes', 'backups', ''],
    queryFn: ({ signal }) => client.volumeBackups.list({}, { signal }),
    staleTime: 10_000,
  })
  return data?.folder ?? ''
}

type BackUpDialogProps = { engine: string; names: readonly string[]; onClose: () => void }

/** Asks where backups of volumes go and how. */
export function BackUpDialog({ engine, names, onClose }: BackUpDialogProps) {
  const { showCommands } = useSettings()
  const usual = useUsualFolder()
  const [typed, setTyped] = useState<string>()
  const [format, setFormat] = useState<BackupFormat>('zst')
  const [whileInUse, setWhileInUse] = useState<WhileInUse>('pause')
  const running = useRunning(engine, names)
  const folder = typed ?? usual
  const whom = names.length === 1 ? (names[0] ?? '') : count(names.length, 'volume')
  const backUp = () => {
    rememberFolder(folder)
    onClose()
    void actAsJob({
      doing: `Backing up ${whom}`,
      done: ({ file = folder, bytes = 0, note }) =>
        `Backed ${whom} up to ${file} (${size(bytes)})${note ? `. ${note}` : ''}`,
      failed: `${whom} could not be backed up.`,
      start: (signal) =>
        client.volumeBackups.write({ engine, volumes: [...names], folder, format, whileInUse }, { signal }),
    })
  }
  return (
    <FormDialog
      title={`Back up ${whom}`}
      description="Each volume becomes an archive that anyone can open, with a small file beside it that has its checksum."
      confirm="Back up"
      ready={folder.trim() !== ''}
      onSubmit={backUp}
      onClose={onClose}
    >
      <FolderField
        label="Folder"
        value={folder}
        onChange={setTyped}
        autoFocus
        description="On the computer where Slipway runs. It is made where it is not there."
      />
      <Select label="Format" value={format} options={FORMATS} onChange={setFormat} className="justify-between" />
      <InUse running={running} value={whileInUse} onChange={setWhileInUse} />
      {showCommands ? <CommandLine command={backupCommand(names, folder, format)} /> : null}
    </FormDialog>
  )
}
