import { RawJson } from '../../inspect/index.ts'
import { Detail } from './detail.tsx'
import type { TabProps } from './tabs.ts'

/** All that the engine says of the network. */
export function InspectTab({ engine, network, members }: TabProps) {
  return (
    <Detail engine={engine} network={network} members={members}>
      {({ raw }) => <RawJson value={raw} name={network.name} choice={null} />}
    </Detail>
  )
}
