import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { FormProblem, RunForm } from '../../../contract/index.ts'
import { client } from '../../lib/connection.ts'
import { useDebounced } from '../../lib/debounced.ts'
import type { Draft } from '../../lib/run-draft.ts'
import { formOf } from './draft.ts'

/** How long the form stands still before it is looked at, in milliseconds. */
const STILL = 150

/** The host's reading of a form. The same form is read the same, so that what was shown is what is run. */
export const previewOf = (engine: string, form: RunForm) =>
  queryOptions({
    queryKey: ['runs', 'preview', engine, form],
    queryFn: ({ signal }) => client.runs.preview({ engine, form }, { signal }),
    staleTime: 60_000,
    gcTime: 60_000,
  })

/** The command that a draft says, and what is wrong with it; a little behind the typing. */
export function usePreview(engine: string, draft: Draft): { command: string | undefined; problems: FormProblem[] } {
  const settled = useDebounced(draft, STILL)
  const { form, problem } = useMemo(() => formOf(settled), [settled])
  const { data } = useQuery({
    ...previewOf(engine, form),
    placeholderData: keepPreviousData,
  })
  const own = problem === undefined ? [] : [{ flags: ['command'], what: problem }]
  return { command: data?.command, problems: [...own, ...(data?.problems ?? [])] }
}
