import type { VolumeDraft } from '../../../contract/index.ts'
import { createStore } from '../../lib/store.ts'

export const creating = createStore<{ engine: string; start: VolumeDraft } | undefined>(undefined)

const EMPTY: VolumeDraft = { driver: 'local', options: {}, labels: {} }

/** Opens the form that creates a volume. */
export function createVolume(engine: string, start: Partial<VolumeDraft> = {}): void {
  creating.set({ engine, start: { ...EMPTY, ...start } })
}
