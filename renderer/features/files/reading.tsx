import { useEffect, useState } from 'react'
import type { OpenSource } from '../../../contract/index.ts'
import { Button } from '../../components/button.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'

/** After this it is said what takes so long. Milliseconds. */
const LONG = 800

/** A folder is being read; when that takes long, it says why and can be left. */
export function Reading({ source, onCancel }: { source: OpenSource; onCancel: (() => void) | undefined }) {
  const [long, setLong] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), LONG)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div className="min-h-0 flex-1">
      <SkeletonLines label="Reading the folder" />
      {long ? (
        <div role="status" className="flex flex-wrap items-center gap-3 px-6 text-ink-2">
          {source.type === 'volume'
            ? 'A small container of Slipway’s own is started to look into the volume.'
            : 'A container that does not run is read as one archive; a large one takes a while.'}
          {onCancel ? <Button onClick={onCancel}>Cancel</Button> : null}
        </div>
      ) : null}
    </div>
  )
}
