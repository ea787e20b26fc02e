import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Download, FileX, Save, X } from 'lucide-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import type { FilePreview, OpenSource } from '../../../contract/index.ts'
import { Button } from '../../components/button.tsx'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { client } from '../../lib/connection.ts'
import { moment, size } from '../../lib/format.ts'
import { modeWords } from '../../lib/mode-words.ts'
import { asProblem } from '../../lib/problem.ts'
import { settings } from '../../lib/settings.ts'
import { toastDone, toastProblem } from '../../lib/toasts.ts'
import { isConflict } from './conflict.ts'
import { keyOf, shownName, type Where } from './where.ts'

const TextEditor = lazy(() => import('./text-editor.tsx').then(({ TextEditor: component }) => ({ default: component })))

type PreviewProps = {
  where: Where
  path: string
  disabled: boolean
  onDownload: () => void
  /** How a text is saved; absent where nothing can be changed. */
  change?: { source: OpenSource; onSaved: () => void }
  onClose: () => void
}

const WHY = {
  binary: 'It is neither a text nor a picture that can be shown.',
  large: 'It is too large to be shown here.',
  special: 'It has no content to be shown.',
}

/** What is in a file: a text, to be changed where that can be, or a picture. */
export function Preview({ where, path, disabled, onDownload, change, onClose }: PreviewProps) {
  const { engine, source } = where
  const [draft, setDraft] = useState<string>()
  const [leaving, setLeaving] = useState(false)
  const { data, error, refetch } = useQuery({
    queryKey: ['files', 'preview', keyOf(where), path],
    queryFn: ({ signal }) => client.files.preview({ engine, source, path }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  })
  const name = shownName(path.slice(path.lastIndexOf('/') + 1))
  const changed = data?.kind === 'text' && draft !== undefined && draft !== data.text
  const close = () => (changed ? setLeaving(true) : onClose())
  return (
    <section
      aria-label={`Preview of ${name}`}
      className="flex w-1/2 min-w-0 flex-col border-line border-l bg-canvas max-lg:absolute max-lg:inset-0 max-lg:z-20 max-lg:w-auto max-lg:border-l-0"
    >
      <div className="flex shrink-0 items-center gap-2 border-line border-b py-1.5 pr-2 pl-4">
        <h2 className="min-w-0 flex-1 truncate font-semibold" title={shownName(path)}>
          {name}
          {changed ? <span className="font-normal text-ink-3"> (changed)</span> : null}
        </h2>
        {data?.kind === 'text' && change ? (
          <SaveButton
            {...{ where, path, disabled, change }}
            text={changed ? draft : undefined}
            stamp={data.stamp}
            onReload={() => setDraft(undefined)}
          />
        ) : null}
        <IconButton icon={Download} label={`Download ${name}`} disabled={disabled} onClick={onDownload} />
        <IconButton icon={X} label="Close the preview" onClick={close} />
      </div>
      {error ? (
        <ProblemView page problem={asProblem(error, 'The file could not be read.')} onRetry={() => void refetch()} />
      ) : !data ? (
        <SkeletonLines label="Reading the file" />
      ) : (
        <>
          <Content
            data={data}
            name={name}
            draft={draft}
            readOnly={disabled || !change}
            onDraft={setDraft}
            onDownload={onDownload}
          />
          <p className="tnum shrink-0 truncate border-line border-t bg-surface px-4 py-1.5 text-ink-3 text-sm">
            {size(data.entry.size)}, <span className="font-mono">{modeWords(data.entry.mode)}</span>, {data.entry.uid}:
            {data.entry.gid}, {moment(data.entry.modified)}
          </p>
        </>
      )}
      <ConfirmDialog
        open={leaving}
        danger
        title={`Close ${name} without saving?`}
        confirm="Close without saving"
        onConfirm={onClose}
        onClose={() => setLeaving(false)}
      >
        What you changed in it is lost.
      </ConfirmDialog>
    </section>
  )
}

type ContentProps = {
  data: FilePreview
  name: string
  draft: string | undefined
  readOnly: boolean
  onDraft: (text: string) => void
  onDownload: () => void
}

function Content({ data, name, draft, readOnly, onDraft, onDownload }: ContentProps) {
  if (data.kind === 'picture') return <Picture media={data.media} data={data.data} name={name} />
  if (data.kind === 'other')
    return (
      <EmptyState icon={FileX} title="No preview" actions={<Button onClick={onDownload}>Download</Button>}>
        {WHY[data.why]}
      </EmptyState>
    )
  return (
    <div className="min-h-0 flex-1 overflow-hidden">
      <Suspense fallback={<SkeletonLines label="Loading the editor" />}>
        <TextEditor
          label={`Text of ${name}`}
          text={draft ?? data.text}
          readOnly={readOnly}
          onChange={onDraft}
          onSave={() => document.getElementById(SAVE)?.click()}
        />
      </Suspense>
    </div>
  )
}

const SAVE = 'save-file'

function Picture({ media, data, name }: { media: string; data: string; name: string }) {
  const [address, setAddress] = useState<string>()
  const [measure, setMeasure] = useState('')
  useEffect(() => {
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0))
    const made = URL.createObjectURL(new Blob([bytes], { type: media }))
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [media, data])
  return (
    <div className="flex min-h-0 flex-1 flex-col items-center justify-center gap-2 overflow-auto p-4">
      {address === undefined ? null : (
        <img
          src={address}
          alt={name}
          className="max-h-full max-w-full bg-[repeating-conic-gradient(var(--hover)_0_25%,transparent_0_50%)] bg-size-[16px_16px] object-contain"
          onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
            setMeasure(`${naturalWidth} × ${naturalHeight}`)
          }
          onError={() => setMeasure('This picture is damaged.')}
        />
      )}
      <p role="status" className="tnum shrink-0 text-ink-3 text-sm">
        {measure}
      </p>
    </div>
  )
}

type SaveButtonProps = {
  where: Where
  path: string
  disabled: boolean
  /** What to save; undefined while nothing is changed. */
  text: string | undefined
  stamp: string
  change: NonNullable<PreviewProps['change']>
  onReload: () => void
}

function SaveButton({ where, path, disabled, text, stamp, change, onReload }: SaveButtonProps) {
  const { engine } = where
  const { source, onSaved } = change
  const queries = useQueryClient()
  const queryKey = ['files', 'preview', keyOf(where), path]
  const [busy, setBusy] = useState(false)
  const [conflict, setConflict] = useState(false)
  const name = shownName(path.slice(path.lastIndexOf('/') + 1))
  const save = async (expected: string) => {
    if (text === undefined) return
    setBusy(true)
    try {
      const { command, stamp: now } = await client.files.write({ engine, source, path, text, expected })
      queries.setQueryData<FilePreview>(queryKey, (before) =>
        before?.kind === 'text' ? { ...before, text, stamp: now } : before,
      )
      toastDone(`Saved ${name}`, settings.get().showCommands ? command : undefined)
      onSaved()
    } catch (error) {
      if (isConflict(error)) setConflict(true)
      else toastProblem(asProblem(error, `${name} could not be saved.`))
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <Button id={SAVE} disabled={disabled || busy || text === undefined} onClick={() => void save(stamp)}>
        <Save aria-hidden />
        {busy ? 'Saving…' : 'Save'}
      </Button>
      <Dialog
        open={conflict}
        onClose={() => setConflict(false)}
        title={`${name} was changed meanwhile`}
        description="Some program wrote to it since you opened it. What you wrote is still here."
        actions={
          <>
            <Button onClick={() => setConflict(false)}>Go on writing</Button>
            <Button
              onClick={() => {
                setConflict(false)
                onReload()
                void queries.invalidateQueries({ queryKey })
              }}
            >
              Load what is there
            </Button>
            <Button
              look="danger"
              onClick={() => {
                setConflict(false)
                void save('any')
              }}
            >
              Replace it with mine
            </Button>
          </>
        }
      >
        <p>Loading what is there throws your change away; replacing it throws the other one away.</p>
      </Dialog>
    </>
  )
}
