import { Download, Image, Table2 } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
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
  const file = (ending: string) =>
    `${label}-${new Date(range.to).toISOString().slice(0, 19).replaceAll(':', '-')}.${ending}`
  const empty = note !== undefined
  const savePicture = async () => {
    if (!drawn.current) return
    try {
      saveFile(
        await pictureOf(
          drawn.current,
          `${label}, ${new Date(range.from).toLocaleString()} – ${new Date(range.to).toLocaleString()}`,
        ),
        file('png'),
      )
    } catch (error) {
      toastProblem(asProblem(error, 'The picture could not be made.'))
    }
  }
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1.5">
        <div className="flex min-w-0 flex-1 basis-72 flex-wrap items-center gap-1.5">{children}</div>
        <IconButton
          icon={Table2}
          label="Show the numbers as a table"
          aria-pressed={table}
          disabled={empty}
          onClick={() => setTable(!table)}
        />
        <Menu align="end" trigger={<IconButton icon={Download} label="Export" disabled={empty} />}>
          <MenuItem
            icon={Table2}
            onClick={() => saveFile(new Blob([csvOf(charts)], { type: 'text/csv;charset=utf-8' }), file('csv'))}
          >
            Numbers as CSV
          </MenuItem>
          <MenuItem icon={Image} disabled={table} onClick={() => void savePicture()}>
            Charts as PNG
          </MenuItem>
        </Menu>
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
