import { Download, Image, Table2 } from 'lucide-react'
import { memo, type ReactNode, useCallback, useRef, useState } from 'react'
import { IconButton } from '../../components/icon-button.tsx'
import { Menu, MenuItem } from '../../components/menu.tsx'
import { asProblem } from '../../lib/problem.ts'
import { toastProblem } from '../../lib/toasts.ts'
import { ChartGroup } from './chart/chart-group.tsx'
import { csvOf } from './chart/csv.ts'
import { Numbers } from './chart/numbers.tsx'
import { pictureOf } from './chart/picture.ts'
import { saveFile } from './chart/save.ts'
import type { ChartData, Mark, Range } from './chart/types.ts'

type ChartsViewProps = {
  /** What the charts are of: a container’s name. */
  label: string
  charts: readonly ChartData[]
  range: Range
  marks: readonly Mark[]
  onRange?: (range: Range) => void
  /** What stands before the buttons, at the left. */
  children?: ReactNode
  /** What stands in the place of the charts while there is nothing to draw. */
  note?: ReactNode
}

/** Charts, or their numbers as a table, with the ways to take them along. */
export function ChartsView({ label, charts, range, marks, onRange, children, note }: ChartsViewProps) {
  const [table, setTable] = useState(false)
  const drawn = useRef<HTMLDivElement>(null)
  const shown = useRef({ charts, range })
  shown.current = { charts, range }
  const save = useCallback(
    async (what: 'csv' | 'png') => {
      const { charts, range } = shown.current
      const file = `${label}-${new Date(range.to).toISOString().slice(0, 19).replaceAll(':', '-')}.${what}`
      if (what === 'csv') return saveFile(new Blob([csvOf(charts)], { type: 'text/csv;charset=utf-8' }), file)
      if (!drawn.current) return
      const title = `${label}, ${new Date(range.from).toLocaleString()} – ${new Date(range.to).toLocaleString()}`
      try {
        saveFile(await pictureOf(drawn.current, title), file)
      } catch (error) {
        toastProblem(asProblem(error, 'The picture could not be made.'))
      }
    },
    [label],
  )
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1.5">
        <div className="flex min-w-0 flex-1 basis-72 flex-wrap items-center gap-1.5">{children}</div>
        <Ways table={table} onTable={setTable} disabled={note !== undefined} save={save} />
      </div>
      {note ??
        (table ? (
          <Numbers label={label} charts={charts} />
        ) : (
          <div ref={drawn}>
            <ChartGroup
              label={`Charts of ${label}`}
              charts={charts}
              range={range}
              marks={marks}
              {...(onRange && { onRange })}
            />
          </div>
        ))}
    </>
  )
}

type WaysProps = {
  table: boolean
  onTable: (table: boolean) => void
  disabled: boolean
  save: (what: 'csv' | 'png') => Promise<void>
}

/** The buttons beside the range. Live, the charts are drawn once a second, and these are not. */
const Ways = memo(function Ways({ table, onTable, disabled, save }: WaysProps) {
  return (
    <>
      <IconButton
        icon={Table2}
        label="Show the numbers as a table"
        aria-pressed={table}
        disabled={disabled}
        onClick={() => onTable(!table)}
      />
      <Menu align="end" trigger={<IconButton icon={Download} label="Export" disabled={disabled} />}>
        <MenuItem icon={Table2} onClick={() => void save('csv')}>
          Numbers as CSV
        </MenuItem>
        <MenuItem icon={Image} disabled={table} onClick={() => void save('png')}>
          Charts as PNG
        </MenuItem>
      </Menu>
    </>
  )
})
