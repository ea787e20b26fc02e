import { useEffect, useEffectEvent, useId, useState } from 'react'
import type { Run } from '../../../contract/index.ts'
import { TextArea } from '../../components/field.tsx'
import { ReadingView, useReading } from '../command/index.ts'

type PasteBoxProps = { engine: string; onRun: (run: Run) => void }

/** Takes a docker command, says what each word does, and fills the form with it. */
export function PasteBox({ engine, onRun }: PasteBoxProps) {
  const [text, setText] = useState('')
  const id = useId()
  const read = useReading(engine, text)
  const action = text.trim() === '' ? undefined : read.reading?.action
  // What is still to be answered would only fill in what has to be corrected.
  const run = action?.kind === 'run' && read.reading?.questions.length === 0 ? action.run : undefined
  const fill = useEffectEvent(onRun)
  useEffect(() => {
    if (run) fill(run)
  }, [run])
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
          onChange={(event) => setText(event.target.value)}
          rows={1}
          placeholder="docker run -d --name web -p 8080:80 nginx:alpine"
          className="max-h-40"
        />
      </div>
      {shown ? <ReadingView read={read} /> : null}
      {action && action.kind !== 'run' ? (
        <p className="text-ink-2">This makes no container. The palette does it: Ctrl+K, then paste it there.</p>
      ) : null}
    </div>
  )
}
