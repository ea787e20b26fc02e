import { useEffect, useEffectEvent, useId, useState } from 'react'
import type { Build } from '../../../contract/index.ts'
import { Button } from '../../components/button.tsx'
import { TextArea } from '../../components/field.tsx'
import { buildPasted } from '../../lib/build-draft.ts'
import { openPalette } from '../../lib/palette.ts'
import { useStore } from '../../lib/store.ts'
import { ReadingView, useReading } from '../command/index.ts'

type PasteBoxProps = { engine: string; onBuild: (build: Build) => void }

/** Takes a docker build command, says what each word does, and fills the form with it. */
export function PasteBox({ engine, onBuild }: PasteBoxProps) {
  const text = useStore(buildPasted)
  const id = useId()
  const [filled, setFilled] = useState('')
  const read = useReading(engine, text, () => setFilled(''))
  const action = text.trim() === '' ? undefined : read.reading?.action
  const build = action?.kind === 'build' && read.reading?.questions.length === 0 ? action.build : undefined
  const fill = useEffectEvent((found: Build) => {
    onBuild(found)
    // Filling empties the box, which is to stay as it was pasted.
    buildPasted.set(text)
    setFilled(text)
  })
  useEffect(() => {
    if (build && filled !== text) fill(build)
  }, [build, filled, text])
  return (
    <div className="flex flex-col gap-3 rounded-lg border border-line bg-surface px-4 py-3">
      <div className="flex flex-col gap-1">
        <label htmlFor={id} className="font-medium">
          Paste a docker command
        </label>
        <TextArea
          id={id}
          value={text}
          onChange={(event) => buildPasted.set(event.target.value)}
          rows={1}
          placeholder="docker build -t app:2.0 --target web ."
          className="max-h-40"
        />
      </div>
      {text.trim() === '' ? null : <ReadingView read={read} />}
      {action && action.kind !== 'build' ? (
        <p className="flex flex-wrap items-center gap-2 text-ink-2">
          This builds no image.
          <Button size="small" onClick={() => openPalette(text)}>
            Open in the palette
          </Button>
        </p>
      ) : null}
    </div>
  )
}
