import { ChevronDown, ChevronUp, Search } from 'lucide-react'
import { Input } from './field.tsx'
import { IconButton } from './icon-button.tsx'

type FindBarProps = {
  label: string
  text: string
  onText: (text: string) => void
  hits: number
  /** Which hit is the current one, from 0. */
  current: number
  onGo: (index: number) => void
}

/** A search with its hits counted; Enter and Shift+Enter go to the next and the previous. */
export function FindBar({ label, text, onText, hits, current, onGo }: FindBarProps) {
  const step = (by: number) => {
    if (hits > 0) onGo((current + by + hits) % hits)
  }
  return (
    <search className="flex items-center gap-0.5">
      <div className="relative w-56">
        <Search className="absolute top-1.5 left-2 size-4 text-ink-3" aria-hidden />
        <Input
          type="search"
          aria-label={label}
          placeholder="Search"
          value={text}
          onChange={(event) => onText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') step(event.shiftKey ? -1 : 1)
            else if (event.key === 'Escape' && text !== '') onText('')
            else return
            event.preventDefault()
          }}
          className="pl-7.5"
        />
      </div>
      <span aria-live="polite" className="tnum min-w-16 px-1 text-ink-3 text-sm">
        {text === '' ? '' : hits === 0 ? 'No hits' : `${Math.min(current, hits - 1) + 1} of ${hits.toLocaleString()}`}
      </span>
      <IconButton icon={ChevronUp} label="Previous" keys="Shift+Enter" disabled={hits === 0} onClick={() => step(-1)} />
      <IconButton icon={ChevronDown} label="Next" keys="Enter" disabled={hits === 0} onClick={() => step(1)} />
    </search>
  )
}
