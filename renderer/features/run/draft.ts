import type { RunForm } from '../../../contract/index.ts'
import type { Draft } from '../../lib/run-draft.ts'
import { splitWords } from './words.ts'

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
