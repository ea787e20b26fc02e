import { Search } from 'lucide-react'
import { Button } from '../../../components/button.tsx'
import { Input } from '../../../components/field.tsx'

type SearchLineProps = {
  label: string
  placeholder: string
  value: string
  onChange: (value: string) => void
  /** What Enter does, and the words for it on a button. */
  onEnter: () => void
  enter: string
}

/** A line to search in, or to write a whole name into. */
export function SearchLine({ label, placeholder, value, onChange, onEnter, enter }: SearchLineProps) {
  return (
    <search>
      <form
        className="flex gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          onEnter()
        }}
      >
        <div className="relative min-w-0 flex-1">
          <Search className="absolute top-1.5 left-2 size-4 text-ink-3" aria-hidden />
          <Input
            type="search"
            aria-label={label}
            placeholder={placeholder}
            value={value}
            onChange={(event) => onChange(event.target.value)}
            className="pl-7.5"
          />
        </div>
        <Button type="submit" disabled={value.trim() === ''}>
          {enter}
        </Button>
      </form>
    </search>
  )
}
