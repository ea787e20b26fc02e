import { Play, Square } from 'lucide-react'
import { memo } from 'react'
import type { Container } from '../../../../contract/index.ts'
import { type ItemRowProps, ListRow, ROW_BUTTON } from '../../../components/list/list-row.tsx'
import { actOnContainers } from '../act-on.ts'
import { actionsFor } from '../actions.ts'
import { Cell } from './cells.tsx'
import type { ColumnId } from './columns.ts'

type ContainerRowProps = ItemRowProps<Container> & { engine: string; address: string; shown: readonly ColumnId[] }

/** One container. */
export const ContainerRow = memo(function ContainerRow({ engine, address, shown, ...row }: ContainerRowProps) {
  const { item: container, shared, active } = row
  const tabIndex = active ? 0 : -1
  const quick = actionsFor([container]).find(({ action }) => action === 'start' || action === 'stop')
  return (
    <ListRow
      {...row}
      label={container.name}
      cells={shown.map((column) => ({
        key: column,
        content: <Cell column={column} container={container} address={address} tabIndex={tabIndex} />,
      }))}
      quick={
        quick ? (
          <button
            type="button"
            aria-label={`${quick.label} ${container.name}`}
            title={quick.label}
            tabIndex={tabIndex}
            disabled={shared.disabled}
            onClick={() => actOnContainers(engine, quick, [container])}
            className={ROW_BUTTON}
          >
            {quick.action === 'start' ? (
              <Play className="size-3.5" aria-hidden />
            ) : (
              <Square className="size-3.5" aria-hidden />
            )}
          </button>
        ) : null
      }
    />
  )
})
