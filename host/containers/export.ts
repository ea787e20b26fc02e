import { commandLine } from '../../contract/shell.ts'
import type { EngineClient } from '../engine/index.ts'
import { type FileSource, safeName } from '../host-files/index.ts'

/** The docker command that writes a container's files into one tar file. */
export const exportCommand = (name: string, file: string): string => commandLine(['docker', 'export', '-o', file, name])

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
      body: await client.stream('GET', `/containers/${encodeURIComponent(id)}/export`, { timeout: 0, signal }),
    }),
    tar: true,
  }
}
