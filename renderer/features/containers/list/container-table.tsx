import { useNavigate } from '@tanstack/react-router'
import type { Container, Engine } from '../../../../contract/index.ts'
import { ListTable } from '../../../components/list/list-table.tsx'
import type { ListModel } from '../../../components/list/use-list-model.ts'
import { count } from '../../../lib/format.ts'
import { useUsageFeed } from '../../stats/index.ts'
import { ContainerMenuItems } from '../container-menu-items.tsx'
import { removeContainers } from '../removing.ts'
import { type ColumnId, gridTracks } from './columns.ts'
import { ContainerRow } from './row.tsx'
import { StackUsage } from './stack-usage.tsx'

type ContainerTableProps = { engine: Engine; model: ListModel<Container, ColumnId>; disabled: boolean }

const STACKS = {
  kind: 'stack',
  note: (containers: readonly Container[]) =>
    `${count(containers.length, 'container')}, ${containers.filter(({ state }) => state === 'running').length} running`,
  extra: (containers: readonly Container[]) => <StackUsage containers={containers} />,
}

/** The containers as rows; those on screen tell what they use. */
export function ContainerTable({ engine, model, disabled }: ContainerTableProps) {
  const navigate = useNavigate()
  const { shown } = model
  return (
    <ListTable
      label="Containers"
      model={model}
      tracks={gridTracks(shown)}
      disabled={disabled}
      groups={STACKS}
      row={(row) => <ContainerRow {...row} engine={engine.id} address={engine.address} shown={shown} />}
      menu={(containers) => <ContainerMenuItems engine={engine.id} containers={containers} disabled={disabled} />}
      onOpen={({ id }) => void navigate({ to: '/containers/$id', params: { id } })}
      onRemove={(containers) => removeContainers(engine.id, containers)}
      watcher={(containers) => <UsageFeed engine={engine} containers={containers} />}
    />
  )
}

/** Keeps figures coming for those that run. */
function UsageFeed({ engine, containers }: { engine: Engine; containers: readonly Container[] }) {
  useUsageFeed(
    engine,
    containers.flatMap(({ id, state }) => (state === 'running' ? [id] : [])),
  )
  return null
}
