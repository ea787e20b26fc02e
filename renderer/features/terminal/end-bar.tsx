import type { ReactNode } from 'react'
import type { TerminalEnd } from '../../../contract/index.ts'
import { Button } from '../../components/button.tsx'
import { endWords } from './end-words.ts'

type EndBarProps = {
  end: TerminalEnd
  /** Why nothing can be opened now. */
  obstacle: string | undefined
  /** What takes the obstacle away. */
  action: ReactNode
  onAgain: () => void
}

/** How a terminal ended, and another one like it. */
export function EndBar({ end, obstacle, action, onAgain }: EndBarProps) {
  return (
    <div role="status" className="flex shrink-0 items-center gap-3 border-line border-t bg-surface px-3 py-2">
      <span className="flex-1">
        {endWords(end)} {obstacle ? `${obstacle}.` : null}
      </span>
      {action}
      <Button disabled={obstacle !== undefined} onClick={onAgain}>
        Open again
      </Button>
    </div>
  )
}
