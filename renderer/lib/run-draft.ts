import type { Container, RunForm } from '../../contract/index.ts'
import { commandLine } from '../../contract/shell.ts'
import { client } from './connection.ts'
import { asProblem } from './problem.ts'
import { createStore } from './store.ts'
import { toastProblem } from './toasts.ts'

/** The form as it is being filled in: `command` is one line, read as a shell reads words. */
export type Draft = Omit<RunForm, 'command'> & { command: string }

/** A form nobody has filled in: in the background, as containers mostly run. */
export const EMPTY: Draft = { verb: 'run', image: '', command: '', flags: { detach: ['true'] } }

/** What is filled in; it stays while other pages are looked at. */
export const draft = createStore<Draft>(EMPTY)

/** The command that was pasted, and whether the form has been filled with it: later changes to the form must stay. */
export type Pasted = { text: string; filled: boolean }

/** The text in the paste box; it stays like the draft. */
export const pasted = createStore<Pasted>({ text: '', filled: false })

/** The container that the form was filled from, and what no flag could say of it. */
export type Origin = { id: string; name: string; recreate: boolean; unsaid: readonly string[] }

/** Where the draft comes from, when it comes from a container. */
export const origin = createStore<Origin | undefined>(undefined)

/** Empties the form. */
export function startOver(): void {
  draft.set(EMPTY)
  pasted.set({ text: '', filled: false })
  origin.set(undefined)
}

/** The draft that says what a form says. */
export function draftOf({ command, ...rest }: RunForm): Draft {
  return { ...rest, command: commandLine(command) }
}

/** Fills the Run form; the page is then to be shown. */
export function fillRun(form: RunForm): void {
  draft.set(draftOf(form))
  pasted.set({ text: '', filled: false })
  origin.set(undefined)
}

/** Puts a command into the Run form’s paste box, which fills the form; the page is then to be shown. */
export function pasteRun(text: string): void {
  pasted.set({ text, filled: false })
  origin.set(undefined)
}

/**
 * Fills the Run form from a container: to make another one like it, or one in its place. Gives whether that worked; a
 * toast says why not.
 */
export async function fillFrom(engine: string, container: Container, recreate: boolean): Promise<boolean> {
  const { id, name } = container
  try {
    const { form, unsaid } = await client.runs.like({ engine, id })
    const { name: _, ...flags } = form.flags
    fillRun(recreate ? form : { ...form, flags: { ...flags, name: [`${name}-copy`] } })
    origin.set({ id, name, recreate, unsaid })
    return true
  } catch (error) {
    toastProblem(asProblem(error, `The form could not be filled from ${name}.`))
    return false
  }
}
