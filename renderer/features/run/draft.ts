import type { RunForm } from '../../../contract/index.ts'
import { commandLine } from '../../../contract/shell.ts'
import { createStore } from '../../lib/store.ts'
import { splitWords } from './words.ts'

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

/** The draft that says what a form says. */
export function draftOf({ command, ...rest }: RunForm): Draft {
  return { ...rest, command: commandLine(command) }
}

/** The form that a draft says, and what is wrong with its command line. */
export function formOf({ command, ...rest }: Draft): { form: RunForm; problem: string | undefined } {
  const { words, problem } = splitWords(command)
  return { form: { ...rest, command: words }, problem }
}

/** The draft with a flag's values; a flag without any is not given. */
export function withFlag(before: Draft, name: string, values: readonly string[]): Draft {
  const { [name]: _, ...flags } = before.flags
  return { ...before, flags: values.length === 0 ? flags : { ...flags, [name]: [...values] } }
}
