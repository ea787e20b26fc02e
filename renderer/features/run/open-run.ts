import { pasted } from './draft.ts'

/** Puts a command into the Run form’s paste box, which fills the form; the page is then to be shown. */
export function pasteRun(text: string): void {
  pasted.set({ text, filled: false })
}
