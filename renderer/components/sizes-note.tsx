import { useEffect, useState } from 'react'
import { asProblem } from '../lib/problem.ts'
import { Button } from './button.tsx'

/** After this it is said that sizes are being measured. Milliseconds. */
const SLOW = 500

type SizesNoteProps = {
  sizes: unknown
  error: unknown
  measuring: boolean
  measure: () => void
  cancel: () => void
}

/** Says that sizes are being measured, with a way to stop it, and where they are not, with a way to measure them. */
export function SizesNote({ sizes, error, measuring, measure, cancel }: SizesNoteProps) {
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    if (!measuring) return
    const timer = setTimeout(() => setSlow(true), SLOW)
    return () => {
      clearTimeout(timer)
      setSlow(false)
    }
  }, [measuring])
  if (measuring && slow)
    return (
      <div role="status" className="flex items-center gap-2 text-ink-2">
        <progress className="h-1 w-16" aria-label="Measuring sizes" />
        <span className="max-sm:sr-only">Measuring sizes</span>
        <Button size="small" onClick={cancel}>
          Cancel
        </Button>
      </div>
    )
  if (measuring || (sizes !== undefined && !error)) return null
  return (
    <div className="flex items-center gap-2 text-ink-2">
      {error ? <span className="text-warn">{asProblem(error, 'Sizes could not be measured.').what}</span> : null}
      <Button size="small" onClick={measure}>
        Measure sizes
      </Button>
    </div>
  )
}
