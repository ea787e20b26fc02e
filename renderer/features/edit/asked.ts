import type { Container } from '../../../contract/index.ts'
import { commandLine } from '../../../contract/shell.ts'
import { createStore } from '../../lib/store.ts'

export type Edit = 'rename' | 'limits' | 'commit' | 'stop' | 'kill' | 'export'
export type Asked = { edit: Edit; engine: string; container: Container; file?: string }

/** The edit that a person is asked about. */
export const asked = createStore<Asked | undefined>(undefined)

/** Opens the dialog for an edit of a container. */
export function editContainer(edit: Edit, engine: string, container: Container): void {
  asked.set({ edit, engine, container })
}

/** Asks where a container’s files are written to; `file` is what was said already. */
export function exportContainer(engine: string, container: Container, file?: string): void {
  asked.set({ edit: 'export', engine, container, ...(file !== undefined && { file }) })
}

/** An edit as a menu has it; what the dialog asks for stands in the command in capitals. */
export type EditEntry = { edit: Edit; label: string; command: string }

/** What can be edited, as a menu says it; only those that fit the container's state. */
export function editsFor({ name, state }: Pick<Container, 'name' | 'state'>): EditEntry[] {
  const lives = state === 'running' || state === 'paused' || state === 'restarting'
  return [
    { edit: 'rename', label: 'Rename…', command: commandLine(['docker', 'rename', name, 'NEW-NAME']) },
    { edit: 'limits', label: 'Change limits…', command: commandLine(['docker', 'update', '--memory', 'BYTES', name]) },
    { edit: 'commit', label: 'Commit to image…', command: commandLine(['docker', 'commit', name, 'IMAGE']) },
    { edit: 'export', label: 'Export to tar…', command: commandLine(['docker', 'export', '-o', `${name}.tar`, name]) },
    ...(lives
      ? ([
          { edit: 'stop', label: 'Stop with grace…', command: commandLine(['docker', 'stop', '-t', 'SECONDS', name]) },
          { edit: 'kill', label: 'Send signal…', command: commandLine(['docker', 'kill', '-s', 'SIGNAL', name]) },
        ] satisfies EditEntry[])
      : []),
  ]
}
