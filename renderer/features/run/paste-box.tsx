import { useEffect, useEffectEvent, useId } from 'react'
import type { Run } from '../../../contract/index.ts'
import { Button } from '../../components/button.tsx'
import { TextArea } from '../../components/field.tsx'
import { openPalette } from '../../lib/palette.ts'
import { useStore } from '../../lib/store.ts'
import { ReadingView, useReading } from '../command/index.ts'
import { pasted } from './draft.ts'

type PasteBoxProps = { engine: string; onRun: (run: Run) => void }

/** Takes a docker command, says what each word does, and fills the form with it. */
export function PasteBox({ engine, onRun }: PasteBoxProps) {
  const { text, filled } = useStore(pasted)
  const id = useId()
  const read = useReading(engine, text, () => pasted.set({ text, filled: false }))
  const action = text.trim() === '' ? undefined : read.reading?.action
  // What is still to be answered would only fill in what has to be corrected.
  const run = action?.kind === 'run' && read.reading?.questions.length === 0 ? action.run : undefined
  const fill = useEffectEvent(onRun)
  useEffect(() => {
    if (!run || filled) return
    pasted.set({ text, filled: true })
    fill(run)
  }, [run, filled, text])
  const shown = text.trim() !== ''
  return (
    <div className="flex flex-col gap-3 rounded-lg border border-line bg-surface px-4 py-3">
      <div className="flex flex-col gap-1">
        <label htmlFor={id} className="font-medium">
          Paste a docker command
        </label>
        <TextArea
          id={id}
          value={text}
          onChange={(event) => pasted.set({ text: event.target.value, filled: false })}
          rows={1}
          placeholder="docker run -d --name web -p 8080:80 nginx:alpine"
          className="max-h-40"
        />
      </div>
      {shown ? <ReadingView read={read} /> : null}
      {action && action.kind !== 'run' ? (
        <p className="flex flex-wrap items-center gap-2 text-ink-2">
          This makes no container.
          <Button size="small" onClick={() => openPalette(text)}>
            Open in the palette
          </Button>
        </p>
      ) : null}
    </div>
  )
}
