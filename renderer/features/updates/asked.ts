import { createStore } from '../../lib/store.ts'

/** The image that a person is asked about: whether to pull the newer one, and for which containers. */
export const asked = createStore<{ engine: string; reference: string } | undefined>(undefined)

/** Opens the dialog that pulls the newer image and makes containers anew of it. */
export function updateImage(engine: string, reference: string): void {
  asked.set({ engine, reference })
}
