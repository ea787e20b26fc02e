import { useMemo } from 'react'
import type { OpenSource } from '../../../../contract/index.ts'
import { Files } from '../../files/index.ts'
import type { TabProps } from './tabs.ts'

/** What is in the volume, whether a container uses it or not. */
export function FilesTab({ engine, volume, disabled }: TabProps) {
  const source = useMemo<OpenSource>(() => ({ type: 'volume', name: volume.id }), [volume.id])
  return (
    <Files
      key={`${volume.id} ${volume.created}`}
      engine={engine}
      source={source}
      name={volume.id}
      disabled={disabled}
    />
  )
}
