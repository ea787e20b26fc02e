import { useQuery } from '@tanstack/react-query'
import { removeFilesCommand } from '../../../contract/file-commands.ts'
import { CommandLine } from '../../components/command-line.tsx'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { act } from '../../lib/act.ts'
import { client } from '../../lib/connection.ts'
import { count, size } from '../../lib/format.ts'
import { asProblem } from '../../lib/problem.ts'
import { useSettings } from '../../lib/settings.ts'
import { type OpenWhere, shownName } from './where.ts'

type RemoveDialogProps = {
  where: OpenWhere
  folder: string
  names: readonly string[]
  onDone: () => void
  onClose: () => void
}

/** More names than this are counted. */
const NAMED = 12

/** Says what goes when files and folders are deleted, and deletes them. */
export function RemoveDialog({ where, folder, names, onDone, onClose }: RemoveDialogProps) {
  const { showCommands } = useSettings()
  const at = { engine: where.engine, source: where.source, path: folder, names: [...names] }
  const { data, error } = useQuery({
    queryKey: ['files', 'measure', at],
    queryFn: ({ signal }) => client.files.measure(at, { signal }),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  })
  const [first = ''] = names
  const what = names.length === 1 ? `“${shownName(first)}”` : count(names.length, 'item')
  const confirm = () => {
    onClose()
    act({
      doing: `Deleting ${what}`,
      done: `Deleted ${what}`,
      failed: `${what} could not be deleted.`,
      run: (signal) => client.files.remove(at, { signal }),
    }).then(onDone)
  }
  return (
    <ConfirmDialog
      open
      danger
      title={`Delete ${what}?`}
      confirm="Delete"
      waiting={!data && !error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <div className="flex flex-col gap-3">
        {names.length > 1 ? (
          <ul className="max-h-48 overflow-auto font-mono text-sm">
            {names.slice(0, NAMED).map((name) => (
              <li key={name} className="truncate">
                {shownName(name)}
              </li>
            ))}
            {names.length > NAMED ? <li className="text-ink-3">and {names.length - NAMED} more</li> : null}
          </ul>
        ) : null}
        <p role="status">
          {data
            ? `${count(data.entries, 'file or folder', 'files and folders')}, ${size(data.bytes)} in all, go for good.`
            : error
              ? asProblem(error, 'It could not be measured what goes.').why
              : 'Measuring what goes…'}
        </p>
        {showCommands ? <CommandLine command={removeFilesCommand(where.name, folder, names)} /> : null}
      </div>
    </ConfirmDialog>
  )
}
