import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useId, useState } from 'react'
import { Button } from '../../components/button.tsx'
import { CommandLine } from '../../components/command-line.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Segments } from '../../components/segments.tsx'
import { act } from '../../lib/act.ts'
import { client } from '../../lib/connection.ts'
import { useDebounced } from '../../lib/debounced.ts'
import { desktop } from '../../lib/desktop.ts'
import { size } from '../../lib/format.ts'
import { actAsJob, type JobResult } from '../../lib/job-done.ts'
import { followDownload } from '../../lib/send-file.ts'
import { useSettings } from '../../lib/settings.ts'
import { inLastFolder } from './chosen.ts'
import { FileField } from './path-field.tsx'
import { baseName } from './shown.ts'

const WAYS = [
  { value: 'file', label: 'To a file' },
  { value: 'download', label: 'Download' },
] as const
type Way = (typeof WAYS)[number]['value']

/** Long enough to type a letter, in milliseconds. */
const STILL = 200

type SaveDialogProps = {
  title: string
  description?: ReactNode
  /** “Export”. */
  confirm: string
  /** “Exporting web”, “web could not be exported.” */
  doing: string
  failed: string
  done: string
  /** The file, be it with a folder or without. */
  file: string
  command: (file: string) => string
  /** Begins the job that writes it to a file of the host’s computer. */
  save: (to: { path: string; replace: boolean }, signal: AbortSignal) => Promise<{ job: string; command: string }>
  /** Asks for the address to download it from. */
  download: (signal: AbortSignal) => Promise<{ path: string; fileName: string; command: string }>
  onClose: () => void
}

/** Asks where something large goes: to a file of the computer where the host runs, or a download of this browser. */
export function SaveDialog(props: SaveDialogProps) {
  const { title, description, confirm, doing, failed, done, file, command, save, download, onClose } = props
  const { showCommands } = useSettings()
  const form = useId()
  const [way, setWay] = useState<Way>('file')
  const fileName = baseName(file)
  const [path, setPath] = useState(() => inLastFolder(file))
  const toFile = way === 'file'
  const typed = useDebounced(path, STILL)
  const { data } = useQuery({
    queryKey: ['host-files', 'look', typed],
    queryFn: ({ signal }) => client.hostFiles.look({ path: typed }, { signal }),
    enabled: toFile && typed !== '',
  })
  const place = typed === path ? data : undefined
  const replace = place?.state === 'file'
  const wrong = place?.state === 'folder' ? 'This is a folder: add a name for the file.' : undefined
  const able = !toFile || (path.trim() !== '' && wrong === undefined)
  const submit = async () => {
    if (!able) return
    // Typed this very moment: one that is there is replaced only after that was said.
    if (toFile && !place) {
      const found = await client.hostFiles.look({ path }).catch(() => undefined)
      if (found && found.state !== 'missing') return
    }
    onClose()
    if (toFile)
      void actAsJob({
        doing,
        failed,
        done: (result) => `${done}${wrote(result)}`,
        start: (signal) => save({ path, replace }, signal),
      })
    else
      void act({
        doing,
        failed,
        done: `${done}: your browser saves it`,
        run: async (signal) => {
          const answer = await download(signal)
          followDownload(answer)
          return answer
        },
      })
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      description={description}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look={toFile && replace ? 'danger' : 'primary'} type="submit" form={form} disabled={!able}>
            {toFile && replace ? 'Replace' : confirm}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        {desktop() ? null : (
          <div className="flex">
            <Segments label="Where it goes" value={way} options={WAYS} onChange={setWay} />
          </div>
        )}
        {toFile ? (
          <FileField
            label="File"
            save={{ fileName }}
            value={path}
            autoFocus
            onChange={setPath}
            error={wrong}
            description={
              replace
                ? 'It is there already: it is replaced, once the new one is whole.'
                : 'On the computer where Slipway runs. It has its name once it is whole.'
            }
          />
        ) : (
          <p className="text-ink-2">
            Your browser saves it as <span className="font-medium">{fileName}</span>.
          </p>
        )}
        {showCommands ? <CommandLine command={command(toFile ? (place?.path ?? path) : fileName)} /> : null}
      </form>
    </Dialog>
  )
}

const wrote = ({ file, bytes }: JobResult) =>
  file === undefined ? '' : ` to ${file}${bytes === undefined ? '' : ` (${size(bytes)})`}`
