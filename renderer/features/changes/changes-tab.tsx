import { useQuery } from '@tanstack/react-query'
import { FileCheck } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { Container, FileChange } from '../../../contract/index.ts'
import { commandLine } from '../../../contract/shell.ts'
import { Badge, type Tone } from '../../components/badge.tsx'
import { Button } from '../../components/button.tsx'
import { CommandLine } from '../../components/command-line.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { Scroller } from '../../components/scroller.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { client } from '../../lib/connection.ts'
import { count } from '../../lib/format.ts'
import { asProblem } from '../../lib/problem.ts'
import { useSettings } from '../../lib/settings.ts'
import { type Branch, treeOf, visible } from './tree.ts'

/** More rows than this in the page would make it slow; the folders can be folded. */
const SHOWN = 2_000

const WORDS: Record<FileChange['kind'], { word: string; tone: Tone }> = {
  added: { word: 'Added', tone: 'good' },
  changed: { word: 'Changed', tone: 'warn' },
  deleted: { word: 'Deleted', tone: 'bad' },
}

/** What in the container differs from its image. */
export function ChangesTab({ engine, container }: { engine: string; container: Container }) {
  const { showCommands } = useSettings()
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ['containers', 'changes', engine, container.id],
    queryFn: ({ signal }) => client.containers.changes({ engine, id: container.id }, { signal }),
    staleTime: 0,
    gcTime: 0,
  })
  const tree = useMemo(() => treeOf(data ?? []), [data])
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
  if (error) {
    const problem = asProblem(error, 'The changes could not be read.')
    return <ProblemView page problem={problem} onRetry={() => void refetch()} />
  }
  if (!data) return <SkeletonLines label="Reading what changed" />
  const rows = visible(tree, folded)
  const fold = (path: string) => {
    setFolded((before) => {
      const after = new Set(before)
      if (!after.delete(path)) after.add(path)
      return after
    })
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex items-center gap-3 border-line border-b px-4 py-2">
        <span className="tnum text-ink-2">{count(data.length, 'change')} against the image</span>
        <span className="flex-1" />
        {showCommands ? <CommandLine command={commandLine(['docker', 'diff', container.name])} /> : null}
        <Button disabled={isFetching} onClick={() => void refetch()}>
          Read again
        </Button>
      </div>
      {data.length === 0 ? (
        <EmptyState icon={FileCheck} title="Nothing changed">
          The container’s files are those of its image.
        </EmptyState>
      ) : (
        <Scroller label="Changed files" className="py-2">
          <ul>
            {rows.slice(0, SHOWN).map(({ branch, depth }) => (
              <Row key={branch.path} branch={branch} depth={depth} folded={folded.has(branch.path)} onFold={fold} />
            ))}
            {rows.length > SHOWN ? (
              <li className="px-4 py-2 text-ink-3">
                {count(rows.length - SHOWN, 'more line')}. Fold folders to see them.
              </li>
            ) : null}
          </ul>
        </Scroller>
      )}
    </div>
  )
}

type RowProps = { branch: Branch; depth: number; folded: boolean; onFold: (path: string) => void }

function Row({ branch: { name, path, kind, children }, depth, folded, onFold }: RowProps) {
  const words = kind && WORDS[kind]
  return (
    <li className="flex h-6 items-center gap-2 px-4 font-mono text-sm" style={{ paddingLeft: `${depth}rem` }}>
      {children.length > 0 ? (
        <button type="button" aria-expanded={!folded} onClick={() => onFold(path)} className="truncate hover:underline">
          {name}/
        </button>
      ) : (
        <span className="truncate">{name}</span>
      )}
      {words ? <Badge tone={words.tone}>{words.word}</Badge> : null}
    </li>
  )
}
