import { useQuery } from '@tanstack/react-query'
import { FolderOpen, Globe, Save } from 'lucide-react'
import { lazy, Suspense, useEffect, useEffectEvent, useState } from 'react'
import { isAddress } from '../../../../contract/build-context.ts'
import type { DockerfileText, Problem } from '../../../../contract/index.ts'
import { Button } from '../../../components/button.tsx'
import { EmptyState } from '../../../components/empty-state.tsx'
import { Kbd } from '../../../components/kbd.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { SkeletonLines } from '../../../components/skeleton.tsx'
import { client } from '../../../lib/connection.ts'
import { useDebounced } from '../../../lib/debounced.ts'
import { asProblem } from '../../../lib/problem.ts'
import { useStore } from '../../../lib/store.ts'
import { useLatest } from '../../../lib/stream.ts'
import { toastDone } from '../../../lib/toasts.ts'
import { findings } from './findings.ts'
import { forgetText, goOnFrom, keepText, unsaved } from './texts.ts'

const CodeEditor = lazy(() => import('./code-editor.tsx').then(({ CodeEditor: component }) => ({ default: component })))

/** How long the path stands still before it is opened, in milliseconds. */
const STILL = 250

type EditorTabProps = { context: string; file: string | undefined; onSaved: () => void }

/** The Dockerfile of a folder, to change. */
export function EditorTab({ context, file, onSaved }: EditorTabProps) {
  const at = useDebounced(`${context}\0${file ?? ''}`, STILL)
  const [folder = '', name = ''] = at.split('\0')
  const { data, error, refetch } = useQuery({
    queryKey: ['builds', 'dockerfile', folder, name],
    queryFn: ({ signal }) =>
      client.builds.readDockerfile({ context: folder, ...(name !== '' && { file: name }) }, { signal }),
    enabled: folder !== '' && !isAddress(folder),
    retry: false,
    gcTime: 0,
  })
  if (context === '')
    return (
      <EmptyState icon={FolderOpen} title="No folder is chosen">
        Choose the folder to build first: its Dockerfile is edited here.
      </EmptyState>
    )
  if (isAddress(context))
    return (
      <EmptyState icon={Globe} title="The Dockerfile lies elsewhere">
        What is built comes from an address: clone or download it, then choose its folder to change the Dockerfile.
      </EmptyState>
    )
  if (error)
    return (
      <ProblemView
        page
        problem={asProblem(error, 'The Dockerfile could not be read.')}
        onRetry={() => void refetch()}
      />
    )
  if (!data) return <SkeletonLines label="Loading the Dockerfile" />
  return <Editor key={data.path} disk={data} onSaved={onSaved} again={refetch} />
}

type EditorProps = { disk: DockerfileText; onSaved: () => void; again: () => Promise<unknown> }

function Editor({ disk: read, onSaved, again }: EditorProps) {
  // What was saved from here is on disk before it is read again.
  const [saved, setSaved] = useState<DockerfileText>()
  const disk = saved ?? read
  const { path } = disk
  const typed = useStore(unsaved).get(path)
  const found = useStore(findings).get(path)
  const [failure, setFailure] = useState<Problem>()
  const [busy, setBusy] = useState(false)
  const { value } = useLatest(path, (stream, signal) => client.builds.watchDockerfile({ stream, path }, { signal }))
  const text = typed?.text ?? disk.text
  const base = typed?.version ?? disk.version
  const elsewhere = value !== undefined && value.version !== base && value.version !== disk.version
  const stale = value !== undefined && value.version !== disk.version

  const take = async () => {
    forgetText(path)
    setSaved(undefined)
    setFailure(undefined)
    await again()
    onSaved()
  }
  // Nothing was typed: what is on disk is shown as it changes.
  const follow = useEffectEvent(() => void take())
  const follows = stale && typed === undefined && !busy
  useEffect(() => {
    if (follows) follow()
  }, [follows])

  const save = async () => {
    if (!typed || busy) return
    setBusy(true)
    try {
      const now = await client.builds.saveDockerfile({ path, text: typed.text, version: base })
      setSaved(now)
      // What was typed while it was saved is kept.
      if (unsaved.get().get(path)?.text === typed.text) forgetText(path)
      else goOnFrom(path, now.version)
      setFailure(undefined)
      toastDone('Saved the Dockerfile')
      onSaved()
    } catch (error) {
      setFailure(asProblem(error, 'The Dockerfile could not be saved.'))
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex flex-wrap items-center gap-2 border-line border-b px-4 py-1.5">
        <code className="wrap-anywhere min-w-0 flex-1 basis-40 font-mono text-ink-2 text-sm">{path}</code>
        <span className="text-ink-3 text-sm" role="status">
          {typed ? 'Not saved' : disk.version === 'none' ? 'Not there yet' : 'Saved'}
        </span>
        {typed ? (
          <Button size="small" onClick={() => void take()}>
            Give up changes
          </Button>
        ) : null}
        <Button size="small" look="primary" disabled={!typed || busy} onClick={() => void save()}>
          <Save aria-hidden />
          Save
          <span aria-hidden>
            <Kbd keys="Mod+S" />
          </span>
        </Button>
      </div>
      {typed && elsewhere ? (
        <div role="alert" className="flex flex-wrap items-center gap-2 border-line border-b bg-warn-soft px-4 py-1.5">
          <span className="min-w-0 flex-1 text-warn">The file was changed on disk since you began to type.</span>
          <Button size="small" onClick={() => void take()}>
            Take what is on disk
          </Button>
          <Button
            size="small"
            onClick={() => {
              goOnFrom(path, value.version)
              setFailure(undefined)
            }}
          >
            Keep mine
          </Button>
        </div>
      ) : null}
      {failure ? (
        <div className="px-4 py-2">
          <ProblemView problem={failure} />
        </div>
      ) : null}
      <Suspense fallback={<SkeletonLines label="Loading the editor" />}>
        <CodeEditor
          label="Dockerfile"
          text={text}
          onChange={(next) => keepText(disk, next)}
          onSave={() => void save()}
          findings={found && found.text === text ? found.findings : NONE}
        />
      </Suspense>
    </div>
  )
}

const NONE: readonly never[] = []
