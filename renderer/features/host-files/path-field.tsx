import { useQuery } from '@tanstack/react-query'
import { FolderOpen } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from '../../components/icon-button.tsx'
import { Suggest } from '../../components/suggest.tsx'
import { client } from '../../lib/connection.ts'
import { useDebounced } from '../../lib/debounced.ts'
import type { PathKind } from './chosen.ts'
import { usePath } from './use-path.tsx'

/** Long enough to type a letter, in milliseconds. */
const STILL = 120

type FieldProps = {
  label: string
  /** The label stands elsewhere, as over a column; it is only heard. */
  hideLabel?: boolean
  value: string
  onChange: (value: string) => void
  description?: ReactNode
  error?: string | undefined
  placeholder?: string
  autoFocus?: boolean
  className?: string
  /** Title of the dialog that chooses. */
  title?: string
}

/** A folder of the computer where the host runs: typed, completed while typing, or chosen in a dialog. */
export function FolderField(props: FieldProps) {
  return <PathField {...props} kind="folder" title={props.title ?? 'Choose a folder'} />
}

/** A file of the computer where the host runs. With `save` it is one to write, whose folder has to be there. */
export function FileField({ save, ...props }: FieldProps & { save?: { fileName: string } }) {
  const title = props.title ?? (save ? 'Save as' : 'Choose a file')
  return <PathField {...props} kind={save ? 'save' : 'file'} title={title} fileName={save?.fileName} />
}

type PathFieldProps = FieldProps & { kind: PathKind; title: string; fileName?: string | undefined }

function PathField({ kind, title, fileName, className, ...field }: PathFieldProps) {
  const { value, onChange } = field
  const typed = useDebounced(value, STILL)
  const { data: options = [] } = useQuery({
    queryKey: ['host-files', 'complete', typed, kind],
    queryFn: ({ signal }) =>
      client.hostFiles.complete({ path: typed, only: kind === 'folder' ? 'folders' : 'all' }, { signal }),
    enabled: typed !== '',
  })
  const { ask, dialog } = usePath({ kind, title, at: value, fileName }, onChange)
  return (
    <div className={className}>
      <div className="flex items-start gap-1">
        <Suggest {...field} options={options} className="flex-1" />
        <IconButton icon={FolderOpen} label={title} onClick={ask} className={field.hideLabel ? '' : 'mt-6'} />
      </div>
      {dialog}
    </div>
  )
}
