import { exportCommand } from '../../contract/container-commands.ts'
import type { EngineClient } from '../engine/index.ts'
import { type FileSource, safeName } from '../host-files/index.ts'

/** The name that the tar file of a container has unless it is changed. */
export const exportName = (name: string): string => safeName(name, '.tar')

/** A container's files as one tar file. Its volumes are not in it. */
export function exportOf(client: EngineClient, engine: string, id: string, name: string): FileSource {
  return {
    engine,
    kind: 'export',
    title: `Export ${name}`,
    command: (file) => exportCommand(name, file),
    open: async (signal) => ({
      body: await client.bytes(`/containers/${encodeURIComponent(id)}/export`, { timeout: 0, signal }),
    }),
    tar: true,
  }
}
