import { Sparkles } from 'lucide-react'
import type { ImageLayer, LayerAnalysis } from '../../../../../contract/index.ts'
import { EmptyState } from '../../../../components/empty-state.tsx'
import { Scroller } from '../../../../components/scroller.tsx'
import { count, size } from '../../../../lib/format.ts'
import { shownName } from '../../../files/index.ts'
import { layerWords } from '../dockerfile.ts'

type WastedProps = {
  analysis: LayerAnalysis
  steps: readonly ImageLayer[]
  /** Shows a path in a layer. */
  onLook: (path: string, layer: number) => void
}

/** What the layers carry and no container sees: files that a later layer replaced or deleted, the biggest first. */
export function Wasted({ analysis, steps, onLook }: WastedProps) {
  const { wastedFiles, wastedPaths, wasted, bytes } = analysis
  if (wastedFiles.length === 0)
    return (
      <EmptyState icon={Sparkles} title="Nothing is wasted">
        Every byte of every layer is in the files that a container sees.
      </EmptyState>
    )
  return (
    <>
      <p className="shrink-0 px-4 py-2 text-ink-2">
        {size(wasted)} of {size(bytes)} are in {count(wastedPaths, 'path')} that a later layer replaced or deleted. They
        are still stored, pulled and pushed. To be rid of them, delete files in the step that made them.
      </p>
      <Scroller label="Wasted files" className="border-line border-t">
        <ul>
          {wastedFiles.map(({ path, bytes: lost, losses }) => (
            <li key={path} className="flex items-start gap-3 border-line/60 border-b px-4 py-1.5">
              <div className="min-w-0 flex-1">
                <p className="wrap-anywhere font-mono text-sm">{shownName(path)}</p>
                <ul>
                  {losses.slice(0, 4).map(({ layer, lostIn, how, bytes: part }) => (
                    <li key={`${layer} ${lostIn}`} className="text-ink-3 text-sm">
                      <button
                        type="button"
                        className="rounded text-left hover:underline"
                        onClick={() => onLook(path, lostIn)}
                      >
                        {size(part)} of layer {layer + 1}, {how} by layer {lostIn + 1}: {layerWords(steps, lostIn)}
                      </button>
                    </li>
                  ))}
                  {losses.length > 4 ? <li className="text-ink-3 text-sm">and {losses.length - 4} more</li> : null}
                </ul>
              </div>
              <span className="tnum w-20 shrink-0 text-right" title={`${lost.toLocaleString()} bytes`}>
                {size(lost)}
              </span>
            </li>
          ))}
        </ul>
        {wastedPaths > wastedFiles.length ? (
          <p className="px-4 py-2 text-ink-3">{count(wastedPaths - wastedFiles.length, 'smaller path')} more.</p>
        ) : null}
      </Scroller>
    </>
  )
}
