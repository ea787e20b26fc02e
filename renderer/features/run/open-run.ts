import type { RunForm } from '../../../contract/index.ts'
import { draft, draftOf } from './draft.ts'

/** Fills the Run form; the page is then to be shown. */
export function fillRun(form: RunForm): void {
  draft.set(draftOf(form))
}
