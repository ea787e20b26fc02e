import type { RunForm } from '../../../contract/index.ts'
import { draft, draftOf, pasted } from './draft.ts'

/** Fills the Run form; the page is then to be shown. */
export function fillRun(form: RunForm): void {
  draft.set(draftOf(form))
  pasted.set({ text: '', filled: false })
}

/** Puts a command into the Run form’s paste box, which fills the form; the page is then to be shown. */
export function pasteRun(text: string): void {
  pasted.set({ text, filled: false })
}
