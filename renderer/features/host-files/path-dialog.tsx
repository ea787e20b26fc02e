import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useId, useRef, useState } from 'react'
import type { HostEntry } from '../../../contract/index.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Field } from '../../components/field.tsx'
import { client } from '../../lib/connection.ts'
import { asProblem } from '../../lib/problem.ts'
import { lastFolder, type PathKind, type PathQuestion, rememberFolder } from './chosen.ts'
import { FolderBar } from './folder-bar.tsx'
import { FolderList } from './folder-list.tsx'
import { baseName } from './shown.ts'

type PathDialogProps = PathQuestion & { onChoose: (path: string) => void; onClose: () => void }

const WORDS: Record<PathKind, string> = { folder: 'Choose this folder', file: 'Choose', save: 'Save here' }

/** Looks through the folders of the computer where the host runs, and chooses one, or a file. */
export function PathDialog({ kind, title, at, fileName = '', onChoose, onClose }: PathDialogProps) {
  // What was typed may be wrong: then it begins at the nearest that is there.
  const [place, setPlace] = useState({ path: at === '' ? lastFolder() : at, near: true })
  const [chosen, setChosen] = useState<HostEntry>()
  const [name, setName] = useState(() => (kind === 'save' && at !== '' ? baseName(at) : fileName))
  const [sure, setSure] = useState(false)
  const id = useId()
  const filter = useRef<HTMLInputElement>(null)
  const { data, error, isPlaceholderData } = useQuery({
    queryKey: ['host-files', 'list', place],
    queryFn: ({ signal }) => client.hostFiles.list(place, { signal }),
    placeholderData: keepPreviousData,
    gcTime: 0,
    retry: false,
  })
  const folder = error ? undefined : data
  const go = (path: string) => {
    setPlace({ path, near: false })
    setChosen(undefined)
    setSure(false)
  }
  const take = (path: string) => {
    if (folder) rememberFolder(folder.path)
    onChoose(path)
  }
  const there = kind === 'save' ? folder?.entries.find((entry) => entry.name === name.trim()) : undefined
  const wrong =
    kind !== 'save' || name.trim() === ''
      ? undefined
      : /[/\\]/.test(name)
        ? 'A name has no slash: choose the folder above.'
        : there && there.kind !== 'file'
          ? `“${there.name}” is a folder.`
          : undefined
  const result = !folder || isPlaceholderData ? undefined : resultOf(kind, folder, chosen, wrong ? '' : name.trim())
  const confirm = () => {
    if (result === undefined) return
    if (there && !sure) setSure(true)
    else take(result)
  }
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={title}
      initialFocus={filter}
      actions={
        <>
          {there && sure ? (
            <p role="status" className="min-w-0 flex-1 truncate text-warn">
              “{there.name}” is there already: it is replaced.
            </p>
          ) : null}
          <Button onClick={onClose}>Cancel</Button>
          <Button look={there && sure ? 'danger' : 'primary'} disabled={result === undefined} onClick={confirm}>
            {there && sure ? 'Replace' : WORDS[kind]}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-2">
        <FolderBar folder={folder} path={folder?.path ?? place.path} onGo={go} />
        <FolderList
          filterRef={filter}
          listId={id}
          kind={kind}
          folder={folder}
          waiting={isPlaceholderData}
          problem={error ? asProblem(error, 'The folder could not be read.') : undefined}
          chosen={chosen}
          onGo={go}
          onNear={() => setPlace({ path: place.path, near: true })}
          onConfirm={confirm}
          onPick={(entry, now) => {
            setChosen(entry)
            if (kind === 'save') {
              setName(entry.name)
              setSure(false)
            } else if (now && folder) take(folder.prefix + entry.name)
          }}
        />
        {kind === 'save' ? (
          <Field
            label="File name"
            value={name}
            onChange={(next) => {
              setName(next)
              setSure(false)
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter') confirm()
            }}
            error={wrong}
          />
        ) : null}
      </div>
    </Dialog>
  )
}

function resultOf(
  kind: PathKind,
  { path, prefix }: { path: string; prefix: string },
  chosen: HostEntry | undefined,
  name: string,
): string | undefined {
  if (kind === 'folder') return path
  if (kind === 'save') return name === '' ? undefined : prefix + name
  return chosen ? prefix + chosen.name : undefined
}
