import { FolderSearch } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Image, Job } from '../../../../../contract/index.ts'
import { commandLine } from '../../../../../contract/shell.ts'
import { Button } from '../../../../components/button.tsx'
import { CommandLine } from '../../../../components/command-line.tsx'
import { EmptyState } from '../../../../components/empty-state.tsx'
import { ProblemView } from '../../../../components/problem-view.tsx'
import { SkeletonLines } from '../../../../components/skeleton.tsx'
import { size } from '../../../../lib/format.ts'
import { cancelJob } from '../../../../lib/jobs.ts'
import { progressOf } from '../../../../lib/progress.ts'
import { useSettings } from '../../../../lib/settings.ts'
import { Detail } from '../detail.tsx'
import type { TabProps } from '../tabs.ts'
import { Explorer } from './explorer.tsx'
import { useLayers } from './use-layers.ts'

/** A smaller image is read without being asked for. Bytes. */
const AT_ONCE = 300_000_000

/** The files of every layer; the image is read for it once. */
export function FilesTab({ engine, image, name }: TabProps) {
  const layers = useLayers(engine, image.id)
  const small = image.size <= AT_ONCE
  const [begun, setBegun] = useState(false)
  const read = layers.state === 'unread' ? layers.read : undefined
  const begin = small && !begun && read !== undefined
  useEffect(() => {
    if (!begin) return
    setBegun(true)
    read?.()
  }, [begin, read])

  switch (layers.state) {
    case 'asking':
      return <SkeletonLines label="Loading the files" />
    case 'unread':
      return begin ? (
        <SkeletonLines label="Loading the files" />
      ) : (
        <Unread image={image} name={name} onRead={layers.read} />
      )
    case 'reading':
      return <Reading job={layers.job} name={name} />
    case 'failed':
      return <ProblemView page problem={layers.problem} onRetry={layers.read} />
    case 'known':
      return (
        <Detail engine={engine} image={image} name={name}>
          {(detail) => (
            <Explorer engine={engine} id={image.id} name={name} steps={detail.layers} analysis={layers.analysis} />
          )}
        </Detail>
      )
  }
}

function Unread({ image, name, onRead }: { image: Image; name: string; onRead: () => void }) {
  const { showCommands } = useSettings()
  return (
    <EmptyState
      icon={FolderSearch}
      title="The files were not read yet"
      actions={
        <Button look="primary" onClick={onRead}>
          Read {size(image.size)}
        </Button>
      }
    >
      <p className="mb-3">
        The image goes through once, layer by layer, to list its files. Nothing is unpacked or written to the disk.
      </p>
      {showCommands ? (
        <CommandLine command={`${commandLine(['docker', 'save', name])} | tar -t`} className="text-left" />
      ) : null}
    </EmptyState>
  )
}

function Reading({ job, name }: { job: Job | undefined; name: string }) {
  const { done, total } = progressOf(job?.steps ?? [])
  return (
    <div role="status" className="flex flex-1 flex-col items-center justify-center gap-3 p-8">
      <p className="font-medium">{job?.doing || 'Beginning'}</p>
      <progress
        className="h-1.5 w-72 max-w-full"
        aria-label={`Reading the files of ${name}`}
        {...(total > 0 ? { value: done, max: total } : {})}
      />
      <p className="tnum h-5 text-ink-3">{total > 0 ? `${size(done)} of ${size(total)}` : ''}</p>
      {job ? <Button onClick={() => cancelJob(job)}>Cancel</Button> : null}
    </div>
  )
}
