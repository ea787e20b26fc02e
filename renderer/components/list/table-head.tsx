import { clsx } from 'clsx'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { BareCheckbox } from '../checkbox.tsx'

/** What the head needs of a table’s model, whatever the rows are. */
type Head = {
  getIsAllRowsSelected: () => boolean
  getIsSomeRowsSelected: () => boolean
  toggleAllRowsSelected: (on?: boolean) => void
  getVisibleLeafColumns: () => readonly {
    id: string
    columnDef: { header?: unknown }
    getIsSorted: () => false | 'asc' | 'desc'
    getCanSort: () => boolean
    toggleSorting: (desc?: boolean) => void
  }[]
}

type TableHeadProps = { table: Head; tracks: string }

/** The columns’ names; a click on one sorts by it. */
export function TableHead({ table, tracks }: TableHeadProps) {
  return (
    <thead className="sticky top-0 z-10 block border-line border-b bg-canvas">
      <tr aria-rowindex={1} className="grid h-8 items-center" style={{ gridTemplateColumns: tracks }}>
        <th scope="col" className="flex items-center justify-center">
          <BareCheckbox
            label="Select all"
            checked={table.getIsAllRowsSelected()}
            partly={!table.getIsAllRowsSelected() && table.getIsSomeRowsSelected()}
            onChange={(on) => table.toggleAllRowsSelected(on)}
          />
        </th>
        {table.getVisibleLeafColumns().map((column) => {
          const sorted = column.getIsSorted()
          const label = String(column.columnDef.header)
          return (
            <th
              key={column.id}
              scope="col"
              aria-sort={sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : undefined}
              className="flex min-w-0 items-center pr-3 text-left font-medium text-ink-3 text-sm"
            >
              {column.getCanSort() ? (
                <button
                  type="button"
                  onClick={() => column.toggleSorting(sorted === 'asc')}
                  className={clsx('-ml-1 flex items-center gap-1 rounded px-1 hover:text-ink', sorted && 'text-ink')}
                >
                  {label}
                  {sorted === 'asc' ? <ArrowUp className="size-3" aria-hidden /> : null}
                  {sorted === 'desc' ? <ArrowDown className="size-3" aria-hidden /> : null}
                </button>
              ) : (
                label
              )}
            </th>
          )
        })}
        <th scope="col">
          <span className="sr-only">Actions</span>
        </th>
      </tr>
    </thead>
  )
}
