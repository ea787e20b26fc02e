import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ArrowUp, FolderOpen, FolderPlus, Info, RotateCw, Trash2 } from 'lucide-react'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { makeFolderCommand, renameFileCommand } from '../../../contract/file-commands.ts'
import { Button } from '../../components/button.tsx'
import { CommandLine } from '../../components/command-line.tsx'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { SelectionBar } from '../../components/list/selection-bar.tsx'
import { useListModel } from '../../components/list/use-list-model.ts'
import { ProblemView } from '../../components/problem-view.tsx'
import { client } from '../../lib/connection.ts'
import { desktop } from '../../lib/desktop.ts'
import { count } from '../../lib/format.ts'
import { asProblem } from '../../lib/problem.ts'
import { useSettings } from '../../lib/settings.ts'
import { toastProblem } from '../../lib/toasts.ts'
import { COLUMN_IDS, columns, fileSorting, hiddenAt, noFolds } from './columns.ts'
import { DropZone } from './drop-zone.tsx'
import { chosenFiles, droppedFiles, topNames } from './dropped.ts'
import { type FileDeeds, FileMenuItems } from './file-menu-items.tsx'
import { FileTable } from './file-table.tsx'
import { NameDialog } from './name-dialog.tsx'
import { PathBar } from './path-bar.tsx'
import { Preview } from './preview.tsx'
import { Reading } from './reading.tsx'
import { RemoveDialog } from './remove-dialog.tsx'
import { uploadFiles, uploadPaths } from './transfers.ts'
import { UploadMenu } from './upload-menu.tsx'
import { useDownloads } from './use-downloads.tsx'
import { around, type FileRow, inside, isFile, isFolder, keyOf, type OpenWhere, shownName } from './where.ts'

/** Where one was in which source, kept while another tab is shown. */
const places = new Map<string, string>()

type Asked =
  | { kind: 'folder' }
  | { kind: 'rename'; row: FileRow }
  | { kind: 'remove'; rows: readonly FileRow[] }
  | { kind: 'replace'; names: readonly string[]; send: () => void }

export type FilesProps = Omit<OpenWhere, 'name'> & {
  /** The container’s or volume’s name. */
  name: string
  disabled?: boolean
}

/** The files of a container or a volume: looked through, shown, changed, brought in and out. */
export function Files({ engine, source, name, disabled = false }: FilesProps) {
  const where = useMemo<OpenWhere>(
    () => ({ engine, source, name: { type: source.type, name } }),
    [engine, source, name],
  )
  const key = keyOf(where)
  const { showCommands } = useSettings()
  const queries = useQueryClient()
  const [path, setPath] = useState(() => places.get(key) ?? '/')
  const [shown, setShown] = useState<string>()
  const [asked, setAsked] = useState<Asked>()
  const [hidden, setHidden] = useState<readonly string[]>([])
  const frame = useRef<HTMLDivElement>(null)
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ['files', 'list', key, path],
    queryFn: ({ signal }) => client.files.list({ engine, source, path }, { signal }),
    staleTime: 0,
    gcTime: 30_000,
    retry: false,
  })
  const rows = useMemo<FileRow[]>(() => (data?.entries ?? []).map((entry) => ({ ...entry, id: entry.name })), [data])
  const model = useListModel({
    items: rows,
    columns,
    columnIds: COLUMN_IDS,
    hiddenColumns: hidden,
    sorting: fileSorting,
    groupOf: undefined,
    folded: noFolds,
  })
  const names = useMemo(() => new Set(rows.map((row) => row.name)), [rows])
  useEffect(() => {
    const element = frame.current
    if (!element) return
    const observer = new ResizeObserver(([entry]) => setHidden(hiddenAt(entry?.contentRect.width ?? 1_000)))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  const { setRowSelection, selected } = model
  const go = (to: string) => {
    places.set(key, to)
    setPath(to)
    setRowSelection({})
  }
  const again = () => void queries.invalidateQueries({ queryKey: ['files', 'list', key] })
  const done = () => {
    setRowSelection({})
    again()
  }
  const downloads = useDownloads(where)
  const send = (tops: readonly string[], begin: (replace: boolean) => void) => {
    const there = tops.filter((top) => names.has(top))
    if (there.length === 0) begin(false)
    else setAsked({ kind: 'replace', names: there, send: () => begin(true) })
  }
  const sendPaths = (paths: readonly string[]) =>
    send(
      paths.map((one) => one.split(/[/\\]/).at(-1) ?? one),
      (replace) => uploadPaths(where, path, paths, { replace, onDone: again }),
    )
  const onDrop = (transfer: DataTransfer) => {
    const shell = desktop()
    if (shell) return sendPaths([...transfer.files].map((file) => shell.pathOf(file)))
    droppedFiles(transfer).then(
      (sending) => send(topNames(sending), (replace) => uploadFiles(where, path, sending, { replace, onDone: again })),
      (failure) => toastProblem(asProblem(failure, 'What was dropped could not be read.')),
    )
  }
  const deeds: FileDeeds = {
    open: (row) => {
      if (isFolder(row)) go(inside(path, row.name))
      else if (isFile(row)) setShown(inside(path, row.name))
    },
    download: (list) =>
      downloads.download(
        path,
        list.map((row) => row.name),
      ),
    downloadTo: (list) =>
      downloads.toFolder(
        path,
        list.map((row) => row.name),
      ),
    rename: (row) => setAsked({ kind: 'rename', row }),
    remove: (list) => setAsked({ kind: 'remove', rows: list }),
  }
  const fixed = data?.fixed !== undefined
  const onKeyDown = (event: KeyboardEvent) => {
    const typing =
      event.target instanceof Element && event.target.closest('input, textarea, [contenteditable], [role=dialog]')
    // Not Backspace, which removes what is chosen in every list.
    if (typing || path === '/' || event.ctrlKey || event.metaKey || !event.altKey || event.key !== 'ArrowUp') return
    event.preventDefault()
    go(around(path))
  }
  const menu = (list: readonly FileRow[]) => (
    <FileMenuItems {...{ where, disabled, fixed, deeds }} folder={path} rows={list} />
  )
  const close = () => setAsked(undefined)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys do what buttons in it do, too.
    <div className="relative flex min-h-0 flex-1" onKeyDown={onKeyDown}>
      <DropZone disabled={disabled || data === undefined} folder={shownName(path)} onDrop={onDrop}>
        <div ref={frame} className="flex min-h-0 flex-1 flex-col">
          <div className="flex shrink-0 flex-wrap items-center gap-x-2 gap-y-1.5 border-line border-b px-3 py-2">
            <IconButton
              icon={ArrowUp}
              label="Folder above"
              keys="Alt+↑"
              disabled={path === '/'}
              onClick={() => go(around(path))}
            />
            <PathBar path={path} root={name} onGo={go} />
            <IconButton icon={RotateCw} label="Read again" disabled={isFetching} onClick={() => void refetch()} />
            <Button disabled={disabled || !data} onClick={() => setAsked({ kind: 'folder' })}>
              <FolderPlus aria-hidden />
              New folder
            </Button>
            <UploadMenu
              disabled={disabled || !data}
              onFiles={(list) => {
                const sending = chosenFiles(list)
                send(topNames(sending), (replace) => uploadFiles(where, path, sending, { replace, onDone: again }))
              }}
              onPath={(one) => sendPaths([one])}
            />
          </div>
          {data?.fixed === undefined ? null : (
            <p className="flex shrink-0 items-start gap-2 border-line border-b bg-surface px-4 py-1.5 text-ink-2">
              <Info className="mt-0.5 size-4 shrink-0 text-ink-3" aria-hidden />
              {data.fixed}
            </p>
          )}
          {error ? (
            <ProblemView
              page
              problem={asProblem(error, 'The folder could not be read.')}
              onRetry={() => void refetch()}
            />
          ) : !data ? (
            <Reading
              source={source}
              onCancel={
                path === '/'
                  ? undefined
                  : () => {
                      void queries.cancelQueries({ queryKey: ['files', 'list', key, path] })
                      go(around(path))
                    }
              }
            />
          ) : rows.length === 0 ? (
            <EmptyState icon={FolderOpen} title="This folder is empty">
              Drop files here, or use Upload.
            </EmptyState>
          ) : (
            <FileTable
              {...{ model, disabled, menu }}
              onOpen={deeds.open}
              onRemove={(list) => (fixed ? undefined : deeds.remove(list))}
            />
          )}
          {data ? (
            <div className="flex min-w-0 shrink-0 items-center gap-3 border-line border-t bg-surface px-4 py-1.5 text-ink-3">
              <span role="status" className="tnum shrink-0">
                {count(rows.length + data.left, 'entry', 'entries')}
                {data.left > 0 ? `; the first ${rows.length.toLocaleString()} are shown` : ''}
              </span>
              {showCommands ? <CommandLine command={data.command} className="min-w-0 flex-1 max-md:hidden" /> : null}
            </div>
          ) : null}
        </div>
        <SelectionBar label="Chosen files" count={selected.length} onClear={() => setRowSelection({})}>
          <Button look="quiet" disabled={disabled} onClick={() => deeds.download(selected)}>
            Download
          </Button>
          <Button look="quiet" disabled={disabled || fixed} onClick={() => deeds.remove(selected)}>
            <Trash2 aria-hidden />
            Delete
          </Button>
        </SelectionBar>
      </DropZone>
      {shown === undefined ? null : (
        <Preview
          key={shown}
          where={where}
          path={shown}
          disabled={disabled}
          onDownload={() => downloads.download(around(shown), [shown.slice(shown.lastIndexOf('/') + 1)])}
          change={{ source, onSaved: again }}
          onClose={() => setShown(undefined)}
        />
      )}
      {downloads.dialog}
      {asked?.kind === 'folder' ? (
        <NameDialog
          title="New folder"
          confirm="Create"
          label="Name"
          name=""
          taken={names}
          command={(made) => makeFolderCommand(where.name, inside(path, made), fixed)}
          done={(made) => `Made the folder ${made}`}
          failed="The folder could not be made."
          run={(made) => client.files.makeFolder({ engine, source, path: inside(path, made) })}
          onDone={done}
          onClose={close}
        />
      ) : asked?.kind === 'rename' ? (
        <NameDialog
          title={`Rename ${shownName(asked.row.name)}`}
          confirm="Rename"
          label="New name"
          name={asked.row.name}
          taken={names}
          command={(to) => renameFileCommand(where.name, inside(path, asked.row.name), to)}
          done={(to) => `Renamed ${shownName(asked.row.name)} to ${to}`}
          failed={`${shownName(asked.row.name)} could not be renamed.`}
          run={(to) => client.files.rename({ engine, source, path: inside(path, asked.row.name), to })}
          onDone={done}
          onClose={close}
        />
      ) : asked?.kind === 'remove' ? (
        <RemoveDialog
          where={where}
          folder={path}
          names={asked.rows.map((row) => row.name)}
          onDone={done}
          onClose={close}
        />
      ) : asked?.kind === 'replace' ? (
        <ConfirmDialog
          open
          danger
          title={`Replace ${asked.names.length === 1 ? `“${shownName(asked.names[0] ?? '')}”` : count(asked.names.length, 'item')}?`}
          confirm="Replace"
          onConfirm={() => {
            close()
            asked.send()
          }}
          onClose={close}
        >
          {asked.names.length === 1 ? 'It is' : 'They are'} in this folder already. Files are replaced; in folders, what
          has no new version stays.
        </ConfirmDialog>
      ) : null}
    </div>
  )
}
