import { Search } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { ImageEntry, ImageLayer, LayerAnalysis } from '../../../../../contract/index.ts'
import { Input } from '../../../../components/field.tsx'
import { Segments } from '../../../../components/segments.tsx'
import { Select } from '../../../../components/select.tsx'
import { useDebounced } from '../../../../lib/debounced.ts'
import { size } from '../../../../lib/format.ts'
import { Preview, useDownloads } from '../../../files/index.ts'
import { layerWords } from '../dockerfile.ts'
import { FileTree } from './file-tree.tsx'
import { type EntryDeeds, Picked } from './picked.tsx'
import { SearchHits } from './search-hits.tsx'
import { Wasted } from './wasted.tsx'

const WAYS = [
  { value: 'files', label: 'Files' },
  { value: 'wasted', label: 'Wasted space' },
] as const
const SHOWN = [
  { value: 'all', label: 'All files' },
  { value: 'changes', label: 'Changes' },
] as const
const ORDERS = [
  { value: 'name', label: 'By name' },
  { value: 'size', label: 'By size' },
] as const

/** Which files are looked at: after which layer, all or what it did. */
export type View = { engine: string; id: string; layer?: number; changes: boolean }

type ExplorerProps = {
  engine: string
  id: string
  /** What the image is called. */
  name: string
  steps: readonly ImageLayer[]
  analysis: LayerAnalysis
}

const MERGED = 'merged'
/** Long enough to type a word, in milliseconds. */
const STILL = 200

/** The files of an image: of all layers together, or of one, with what it did; and what of them is wasted. */
export function Explorer({ engine, id, name, steps, analysis }: ExplorerProps) {
  const [way, setWay] = useState<(typeof WAYS)[number]['value']>('files')
  const [chosen, setChosen] = useState(MERGED)
  const [shown, setShown] = useState<(typeof SHOWN)[number]['value']>('changes')
  const [by, setBy] = useState<(typeof ORDERS)[number]['value']>('name')
  const [text, setText] = useState('')
  const [picked, setPicked] = useState<ImageEntry>()
  const [shownFile, setShownFile] = useState<string>()
  const where = useMemo(
    () => ({ engine, source: { type: 'image' as const, id }, name: { type: 'image' as const, name } }),
    [engine, id, name],
  )
  const downloads = useDownloads(where)
  const settled = useDebounced(text.trim(), STILL)
  const layer = chosen === MERGED ? undefined : Number(chosen)
  const view: View = {
    engine,
    id,
    changes: layer !== undefined && shown === 'changes',
    ...(layer !== undefined && { layer }),
  }
  const options = [
    { value: MERGED, label: `All layers, ${size(analysis.bytes - analysis.wasted)}` },
    ...analysis.layers.map(({ bytes }, index) => ({
      value: String(index),
      label: `${index + 1}: ${layerWords(steps, index)}, ${size(bytes)}`,
    })),
  ]
  const deeds: EntryDeeds = {
    image: name,
    layer: layer !== undefined,
    show: ({ path }) => setShownFile(path),
    download: ({ path }) => downloads.download(...cut(path)),
    toFolder: ({ path }) => downloads.toFolder(...cut(path)),
  }
  const look = (path: string, at: number) => {
    setWay('files')
    setPicked(undefined)
    setChosen(String(at))
    setShown('changes')
    setText(path)
  }
  return (
    <div className="relative flex min-h-0 flex-1">
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <div className="flex shrink-0 flex-wrap items-center gap-x-2 gap-y-1.5 border-line border-b px-3 py-2">
          <Segments label="What to show" value={way} options={WAYS} onChange={setWay} />
          {way === 'files' ? (
            <>
              <Select
                label="Layer"
                hideLabel
                value={chosen}
                options={options}
                onChange={(next) => {
                  setChosen(next)
                  setPicked(undefined)
                }}
                className="min-w-0 max-w-80 [&_button]:min-w-0 [&_button]:max-w-full [&_button>span:first-child]:truncate"
              />
              {layer === undefined ? null : (
                <Segments label="Which files" value={shown} options={SHOWN} onChange={setShown} />
              )}
              <Segments label="Order" value={by} options={ORDERS} onChange={setBy} />
              <div className="relative w-48 max-w-full">
                <Search className="absolute top-1.5 left-2 size-4 text-ink-3" aria-hidden />
                <Input
                  type="search"
                  aria-label="Search files"
                  placeholder="Search"
                  className="pl-7.5"
                  value={text}
                  onChange={(event) => setText(event.target.value)}
                />
              </div>
            </>
          ) : null}
          <div className="flex-1" />
          <Score analysis={analysis} />
        </div>
        {way === 'wasted' ? (
          <Wasted analysis={analysis} steps={steps} onLook={look} />
        ) : settled !== '' ? (
          <SearchHits view={view} text={settled} deeds={deeds} onPick={setPicked} />
        ) : (
          <FileTree key={`${id} ${chosen} ${shown} ${by}`} view={view} by={by} deeds={deeds} onPick={setPicked} />
        )}
        {way === 'files' && picked ? <Picked entry={picked} deeds={deeds} /> : null}
        {way === 'files' && layer !== undefined ? <LayerFoot analysis={analysis} layer={layer} /> : null}
      </div>
      {shownFile === undefined || way !== 'files' ? null : (
        <Preview
          key={shownFile}
          where={where}
          path={shownFile}
          disabled={false}
          onDownload={() => downloads.download(...cut(shownFile))}
          onClose={() => setShownFile(undefined)}
        />
      )}
      {downloads.dialog}
    </div>
  )
}

/** The folder of a path, and its last name as the one that is wanted of it. */
const cut = (path: string): [string, readonly string[]] => {
  const at = path.lastIndexOf('/')
  return [path.slice(0, at) || '/', [path.slice(at + 1)]]
}

function Score({ analysis: { efficiency, wasted } }: { analysis: LayerAnalysis }) {
  const percent = Math.floor(efficiency * 1_000) / 10
  return (
    <span className="tnum text-ink-2" title="The share of the layers’ bytes that a container sees">
      <strong className={percent < 90 ? 'text-warn' : 'text-good'}>{percent} % efficient</strong>
      {wasted > 0 ? `, ${size(wasted)} wasted` : ''}
    </span>
  )
}

function LayerFoot({ analysis, layer }: { analysis: LayerAnalysis; layer: number }) {
  const stat = analysis.layers[layer]
  if (!stat) return null
  const { added, changed, deleted, lost } = stat
  return (
    <p className="tnum shrink-0 border-line border-t bg-surface px-4 py-1.5 text-ink-2">
      This layer added {added.toLocaleString()}, changed {changed.toLocaleString()} and deleted{' '}
      {deleted.toLocaleString()} files.
      {lost > 0 ? ` Later layers took away ${size(lost)} of what it carries.` : ''}
    </p>
  )
}
