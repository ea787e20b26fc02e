import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from '../icon-button.tsx'

type SelectionBarProps = { label: string; count: number; onClear: () => void; children: ReactNode }

/** What can be done to what is chosen; floats, so that the list stays where it is. */
export function SelectionBar({ label, count, onClear, children }: SelectionBarProps) {
  if (count === 0) return null
  return (
    <div
      role="toolbar"
      aria-label={label}
      className="-translate-x-1/2 absolute bottom-4 left-1/2 z-20 flex max-w-[calc(100%-2rem)] items-center gap-0.5 rounded-lg bg-raised p-1 pl-3 shadow-popup"
    >
      <span className="tnum mr-2 whitespace-nowrap font-medium">{count.toLocaleString()} selected</span>
      {children}
      <IconButton icon={X} label="Clear selection" onClick={onClear} />
    </div>
  )
}
