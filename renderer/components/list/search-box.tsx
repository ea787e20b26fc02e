import { Search } from 'lucide-react'
import { type RefObject, useEffect } from 'react'
import { Input } from '../field.tsx'
import { Kbd } from '../kbd.tsx'

type SearchBoxProps = {
  /** Its name: “Search containers”. */
  label: string
  text: string
  onText: (text: string) => void
  ref: RefObject<HTMLInputElement | null>
}

/** A list’s search. `/` goes to it from anywhere on the page but a field, down goes on into the list. */
export function SearchBox({ label, text, onText, ref }: SearchBoxProps) {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return
      if (
        event.target instanceof Element &&
        event.target.closest('input, textarea, [contenteditable], [role="dialog"]')
      )
        return
      event.preventDefault()
      ref.current?.select()
      ref.current?.focus()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [ref])
  return (
    <div className="relative w-64 max-w-full">
      <Search className="absolute top-1.5 left-2 size-4 text-ink-3" aria-hidden />
      <Input
        ref={ref}
        type="search"
        aria-label={label}
        placeholder="Search"
        value={text}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown')
            document.querySelector<HTMLElement>('[role="grid"] tbody tr[tabindex="0"]')?.focus()
          else if (event.key === 'Escape' && text !== '') onText('')
          else return
          event.preventDefault()
        }}
        className="pr-7 pl-7.5 [&::-webkit-search-cancel-button]:hidden"
      />
      {text === '' ? (
        <span className="pointer-events-none absolute top-1.5 right-2 text-ink-3 leading-4" aria-hidden>
          <Kbd keys="/" />
        </span>
      ) : null}
    </div>
  )
}
