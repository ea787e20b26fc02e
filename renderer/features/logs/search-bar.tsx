import { CaseSensitive, ChevronDown, ChevronUp, CircleStop, Search as SearchIcon } from 'lucide-react'
import type { RefObject } from 'react'
import { Input } from '../../components/field.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { countWords } from './hits.ts'
import type { Search } from './use-search.ts'

type SearchBarProps = {
  search: Search
  input: RefObject<HTMLInputElement | null>
  /** Escape in an empty search. */
  onLeave: () => void
}

/** The search through a log, its hits counted; Enter and Shift+Enter go to the next and the previous. */
export function SearchBar({ search, input, onLeave }: SearchBarProps) {
  const { wanted, want, found, searching, stop, problem, currentIndex, go } = search
  const none = found.hits.length === 0
  return (
    <search className="flex items-center gap-0.5">
      <div className="relative w-56">
        <SearchIcon className="absolute top-1.5 left-2 size-4 text-ink-3" aria-hidden />
        <Input
          ref={input}
          type="search"
          aria-label="Search the log"
          aria-invalid={problem !== undefined}
          placeholder="Search"
          value={wanted.text}
          onChange={(event) => want({ ...wanted, text: event.target.value })}
          onKeyDown={(event) => {
            if (event.key === 'Enter') go(event.shiftKey ? -1 : 1)
            else if (event.key === 'Escape' && wanted.text !== '') want({ ...wanted, text: '' })
            else if (event.key === 'Escape') onLeave()
            else return
            event.preventDefault()
          }}
          className="pl-7.5"
        />
      </div>
      <IconButton
        icon={CaseSensitive}
        label="Match case"
        aria-pressed={wanted.matchCase}
        onClick={() => want({ ...wanted, matchCase: !wanted.matchCase })}
      />
      <IconButton icon={ChevronUp} label="Previous" keys="Shift+Enter" disabled={none} onClick={() => go(-1)} />
      <IconButton icon={ChevronDown} label="Next" keys="Enter" disabled={none} onClick={() => go(1)} />
      {searching ? <IconButton icon={CircleStop} label="Stop searching" onClick={stop} /> : null}
      <span role="status" className="tnum min-w-16 px-1 text-ink-3 text-sm">
        {wanted.text === '' ? '' : problem ? problem.what : countWords(found, currentIndex)}
      </span>
    </search>
  )
}
