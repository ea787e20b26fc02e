import { Plus, X } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import { Button } from './button.tsx'
import { IconButton } from './icon-button.tsx'

type RowsProps = {
  /** What a row is: “port”. */
  thing: string
  values: readonly string[]
  /** What a new row begins with. */
  onAdd: () => void
  onRemove: (at: number) => void
  /** The fields of a row. */
  row: (value: string, at: number) => ReactNode
  /** What is wrong with a row, under it. */
  error?: (at: number) => ReactNode
  /** The columns’ words over the rows. */
  head?: ReactNode
  actions?: ReactNode
}

/** The words over the columns; where there is no room for columns, what the fields under each other are. */
export const COLUMN_HEADS =
  'flex gap-2 pr-9 font-medium text-ink-3 text-sm max-md:flex-wrap max-md:gap-x-3 max-md:gap-y-0 max-md:[&>*]:w-auto max-md:[&>*]:flex-none'

/** Rows to fill in, each with the way to take it out, and the way to add one. */
export function Rows({ thing, values, onAdd, onRemove, row, error, head, actions }: RowsProps) {
  const list = useRef<HTMLUListElement>(null)
  const add = () => {
    onAdd()
    // The new row’s first field, once it is there.
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(':scope > li:last-child input')?.focus())
  }
  return (
    <div className="flex flex-col gap-2">
      {values.length > 0 ? head : null}
      <ul ref={list} className="flex flex-col gap-2 empty:hidden">
        {values.map((value, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place in the flag’s values; it has no other name.
          <li key={at} className="flex flex-col gap-1">
            <div className="flex items-start gap-2">
              <div className="flex min-w-0 flex-1 items-start gap-2 max-md:flex-wrap max-md:[&>*]:basis-full">
                {row(value, at)}
              </div>
              <IconButton icon={X} label={`Remove ${thing} ${at + 1}`} onClick={() => onRemove(at)} />
            </div>
            {error?.(at)}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button size="small" onClick={add}>
          <Plus aria-hidden />
          Add {thing}
        </Button>
        {actions}
      </div>
    </div>
  )
}

/** What is wrong with a row. */
export function RowError({ children }: { children: ReactNode }) {
  return <p className="flex flex-wrap items-center gap-2 text-bad text-sm">{children}</p>
}

/** The list with a value in the place of another. */
export function replaced(values: readonly string[], at: number, value: string): string[] {
  return values.map((old, index) => (index === at ? value : old))
}

/** The list without a value. */
export function without<T>(values: readonly T[], at: number): T[] {
  return values.filter((_, index) => index !== at)
}
