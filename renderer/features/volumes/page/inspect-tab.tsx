import { RawJson } from '../../inspect/index.ts'
import { Detail } from './detail.tsx'
import type { TabProps } from './tabs.ts'

/** All that the engine says of the volume. */
export function InspectTab({ engine, volume }: TabProps) {
  return (
    <Detail engine={engine} volume={volume}>
      {({ raw }) => <RawJson value={raw} name={volume.id} choice={null} />}
    </Detail>
  )
}
