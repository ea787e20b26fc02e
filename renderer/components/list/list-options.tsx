import { Layers } from 'lucide-react'
import type { ComponentProps } from 'react'
import { IconButton } from '../icon-button.tsx'
import { ColumnMenu } from './column-menu.tsx'

type ListOptionsProps = ComponentProps<typeof ColumnMenu> & {
  /** What rows are put together by, as in “Group by stack”. */
  groupLabel: string
  grouped: boolean
  onGroup: (grouped: boolean) => void
}

/** Which columns a list has, and whether its rows stand in groups. */
export function ListOptions({ groupLabel, grouped, onGroup, ...columns }: ListOptionsProps) {
  return (
    <>
      <IconButton icon={Layers} label={groupLabel} aria-pressed={grouped} onClick={() => onGroup(!grouped)} />
      <ColumnMenu {...columns} />
    </>
  )
}
