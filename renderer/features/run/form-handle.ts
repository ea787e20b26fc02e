import type { FormProblem } from '../../../contract/index.ts'
import { type Draft, withFlag } from './draft.ts'

/** The form in the hands of its fields. */
export type FormHandle = {
  engine: string
  draft: Draft
  put: (change: Partial<Draft>) => void
  /** The values of a flag that repeats. */
  values: (flag: string) => readonly string[]
  setValues: (flag: string, values: readonly string[]) => void
  /** The value of a flag that does not; empty when not given. */
  value: (flag: string) => string
  setValue: (flag: string, value: string) => void
  isOn: (flag: string, normally?: boolean) => boolean
  setOn: (flag: string, on: boolean, normally?: boolean) => void
  /** What is wrong with a flag, or with one of its values. */
  error: (flag: string, at?: number) => string | undefined
}

/** Hands a draft to the form’s fields. */
export function formHandle(
  engine: string,
  draft: Draft,
  set: (draft: Draft) => void,
  problems: readonly FormProblem[],
): FormHandle {
  const setValues = (flag: string, values: readonly string[]) => set(withFlag(draft, flag, values))
  return {
    engine,
    draft,
    put: (change) => set({ ...draft, ...change }),
    values: (flag) => draft.flags[flag] ?? [],
    setValues,
    value: (flag) => draft.flags[flag]?.[0] ?? '',
    setValue: (flag, value) => setValues(flag, value === '' ? [] : [value]),
    isOn: (flag, normally = false) => {
      const [value] = draft.flags[flag] ?? []
      return value === undefined ? normally : value === 'true'
    },
    setOn: (flag, on, normally = false) => setValues(flag, on === normally ? [] : [String(on)]),
    error: (flag, at) =>
      problems.find((problem) => problem.flags[0] === flag && (at === undefined || problem.at === at))?.what,
  }
}
