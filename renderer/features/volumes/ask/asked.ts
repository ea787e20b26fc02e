import type { Schedule } from '../../../../contract/index.ts'
import { createStore } from '../../../lib/store.ts'

/** What a person is asked more about before it is done. */
export type Asked = { engine: string } & (
  | { ask: 'back-up'; names: readonly string[] }
  | { ask: 'restore'; path?: string; volume?: string }
  | { ask: 'clone' | 'rename' | 'empty' | 'replace'; name: string }
  | { ask: 'checkpoint'; stack?: string | undefined }
  | { ask: 'schedule'; names?: readonly string[]; schedule?: Schedule }
)

export const asked = createStore<Asked | undefined>(undefined)

/** Opens the form for it; nothing is done before the answer. */
export const askVolumes = (question: Asked): void => asked.set(question)
