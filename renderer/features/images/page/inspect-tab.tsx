import { RawJson } from '../../inspect/index.ts'
import { Detail } from './detail.tsx'
import type { TabProps } from './tabs.ts'

/** All that the engine says of the image. */
export function InspectTab({ engine, image, name }: TabProps) {
  return (
    <Detail engine={engine} image={image} name={name}>
      {({ raw }) => <RawJson value={raw} name={name} choice={null} />}
    </Detail>
  )
}
