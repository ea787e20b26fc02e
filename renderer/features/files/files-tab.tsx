import { useMemo } from 'react'
import type { Container, OpenSource } from '../../../contract/index.ts'
import { Files } from './files.tsx'

type FilesTabProps = { engine: string; container: Container; stale: boolean }

/** The files of a container. */
export function FilesTab({ engine, container: { id, name, state }, stale }: FilesTabProps) {
  const source = useMemo<OpenSource>(() => ({ type: 'container', id }), [id])
  // What can be done in it hangs on whether it runs.
  return <Files key={`${id} ${state === 'running'}`} engine={engine} source={source} name={name} disabled={stale} />
}
