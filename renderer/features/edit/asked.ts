import type { Container } from '../../../contract/index.ts'
import { createStore } from '../../lib/store.ts'

export type Edit = 'rename' | 'limits' | 'commit' | 'stop' | 'kill'
export type Asked = { edit: Edit; engine: string; container: Container }

/** The edit that a person is asked about. */
export const asked = createStore<Asked | undefined>(undefined)

/** Opens the dialog for an edit of a container. */
export function editContainer(edit: Edit, engine: string, container: Container): void {
  asked.set({ edit, engine, container })
}

/** What can be edited, as a menu says it; only those that fit the container's state. */
export function editsFor({ state }: Pick<Container, 'state'>): { edit: Edit; label: string }[] {
  const lives = state === 'running' || state === 'paused' || state === 'restarting'
  return [
    { edit: 'rename' as const, label: 'Rename…' },
    { edit: 'limits' as const, label: 'Change limits…' },
    { edit: 'commit' as const, label: 'Commit to image…' },
    ...(lives
      ? [
          { edit: 'stop' as const, label: 'Stop with grace…' },
          { edit: 'kill' as const, label: 'Send signal…' },
        ]
      : []),
  ]
}
